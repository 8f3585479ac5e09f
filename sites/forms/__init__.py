"""The only place for what a person may type about who and where, and for what all forms share."""

from sites.forms.areas import AreaForm, CentreForm, FirstPersonForm, MunicipalityForm, ProviderEditForm
from sites.forms.base import Form, ModelForm, Speaking, not_in_future, page_with_form, plausible
from sites.forms.houses import FormCorrection, FormsForm, MembershipCorrection, PhaseCorrection, PostForm, ProfileForm, RoomForm
from sites.forms.kitas import KitaFilterForm, KitaForm, MergeForm, ProviderChangeForm, SiteKitaDaysForm, SiteKitaForm
from sites.forms.partners import AgreementForm, CooperationForm, PartnerFilter, PartnerForm
from sites.forms.people import AccountForm, DeputyForm, EndForm, RoleForm, SearchForm
from sites.forms.places import NO_KITA, MasterDataForm, ProviderForm, SiteCreateForm
from sites.forms.records import AnswerForm, CommentForm, DocumentForm, FeedbackForm

__all__ = [
    "NO_KITA",
    "AccountForm",
    "AgreementForm",
    "AnswerForm",
    "AreaForm",
    "CentreForm",
    "CommentForm",
    "CooperationForm",
    "DeputyForm",
    "DocumentForm",
    "EndForm",
    "FeedbackForm",
    "FirstPersonForm",
    "Form",
    "FormCorrection",
    "FormsForm",
    "KitaFilterForm",
    "KitaForm",
    "MasterDataForm",
    "MembershipCorrection",
    "MergeForm",
    "ModelForm",
    "MunicipalityForm",
    "PartnerFilter",
    "PartnerForm",
    "PhaseCorrection",
    "PostForm",
    "ProfileForm",
    "ProviderChangeForm",
    "ProviderEditForm",
    "ProviderForm",
    "RoleForm",
    "RoomForm",
    "SearchForm",
    "SiteCreateForm",
    "SiteKitaDaysForm",
    "SiteKitaForm",
    "Speaking",
    "not_in_future",
    "page_with_form",
    "plausible",
]
