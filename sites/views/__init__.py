"""Views of who and where, cut by noun; one import path."""

from sites.views.members import (
    invitation_accept,
    invitation_renew,
    invitation_withdraw,
    member_deputise,
    member_end,
    member_give,
    member_list,
)
from sites.views.pages import (
    accessibility,
    account,
    csrf_failure,
    feedback,
    feedback_answer,
    feedback_list,
    health,
    imprint,
    privacy,
    resume,
    rights,
)
from sites.views.records import comment_add, document_add, document_download, entry_list, job_detail, job_file
from sites.views.registry import provider_create, site_create, site_edit, site_list

__all__ = [
    "accessibility",
    "account",
    "comment_add",
    "csrf_failure",
    "document_add",
    "document_download",
    "entry_list",
    "feedback",
    "feedback_answer",
    "feedback_list",
    "health",
    "imprint",
    "invitation_accept",
    "invitation_renew",
    "invitation_withdraw",
    "job_detail",
    "job_file",
    "member_deputise",
    "member_end",
    "member_give",
    "member_list",
    "privacy",
    "provider_create",
    "resume",
    "rights",
    "site_create",
    "site_edit",
    "site_list",
]
