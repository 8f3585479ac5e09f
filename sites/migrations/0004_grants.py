"""A person reads the own rows wherever they lie, but writes only where the wall is open; every role and every account passes a check."""

from django.db import migrations

from sites.core.sql import Sql
from sites.core.wall import Wall


class Migration(migrations.Migration):
    dependencies = [("sites", "0003_catalogues")]
    operations = [
        Wall("Membership"),
        Wall("Document"),
        Wall("Job"),
        Sql("thekiz_may_give", 1),
        Sql("thekiz_grant", 1),
        Sql("thekiz_account", 1),
    ]
