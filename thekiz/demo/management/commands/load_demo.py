"""Load the demo world into an empty database, as the owner (manage.py sees to it)."""

from datetime import date

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from sites.models import County
from thekiz.demo import progress
from thekiz.demo.world import load

SEED = 1


class Command(BaseCommand):
    help = "Load the demo world: 22 counties, more than 70 sites, three years. Only into a migrated database without counties."

    def add_arguments(self, parser):
        parser.add_argument("--seed", type=int, default=SEED, help="the same seed and day make the same world")
        parser.add_argument("--today", type=date.fromisoformat, default=None, help="the day of the world (YYYY-MM-DD), otherwise today")

    def handle(self, *args, seed, today, **options):
        if County.objects.exists():
            raise CommandError(
                "This database already holds counties: the demo world goes into an empty one only. `./run demo --fresh` makes a new one."
            )
        try:
            world = load(seed=seed, today=today or timezone.localdate(), progress=progress.show)
        finally:
            progress.end()
        self.stdout.write(f"{len(world.counties)} counties, {len(world.houses)} sites, {len(world.history)} lines of history.")
