"""The province's pages about counties: list, birth with progress, state, invitation."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View

from accounts.posts import Post
from core import jobs
from core.errors import Denied, Violation
from core.models import Job
from core.privacy.ciphers import encrypt
from tenants import birth, divisions, states
from tenants.forms import CountyForm, StateForm
from tenants.models import County, Domain


class ProvinceView(View):
    """Base: `readers` may look, `writers` may act."""

    readers: tuple[str, ...] = (Post.PROVINCE, Post.ROOT)
    writers: tuple[str, ...] = (Post.ROOT,)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """To the sign-in page without a session, 403 without the post."""
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        needed = self.readers if request.method in ("GET", "HEAD") else self.writers
        if not self.held(needed):
            raise Denied(_("This is for the provincial administrator."), needs=needed)
        return super().dispatch(request, *args, **kwargs)

    def held(self, posts: tuple[str, ...]) -> bool:
        """Does the person hold one of the posts?"""
        return bool(self.request.actor.posts & set(posts))  # type: ignore[attr-defined]

    @property
    def actor(self) -> Any:
        """Who acts."""
        return self.request.actor  # type: ignore[attr-defined]


class CountiesView(ProvinceView):
    """All counties with state and host."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The list."""
        hosts = dict(Domain.objects.filter(is_primary=True).values_list("tenant_id", "domain"))
        counties = [
            (county, hosts.get(county.pk, "")) for county in County.objects.order_by("code")
        ]
        return render(
            request,
            "tenants/counties.html",
            {
                "counties": counties,
                "may_create": self.held(self.writers),
            },
        )


class CreateView(ProvinceView):
    """The form of a birth; the work is a job."""

    readers = (Post.ROOT,)

    def get(self, request: HttpRequest) -> HttpResponse:
        """An empty form."""
        return self._show(CountyForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Check what can be checked at once, then start the job."""
        form = CountyForm(request.POST)
        if not form.is_valid():
            return self._show(form)
        facts = dict(form.cleaned_data)
        try:
            birth.check(
                code=facts["code"],
                name=facts["name"],
                host=facts["host"],
                admin_phone=facts["admin_phone"],
            )
        except Violation as refusal:
            form.add_error(refusal.field or None, refusal.sentence)
            return self._show(form)
        sealed = encrypt(facts.pop("admin_phone"))
        listed = divisions.division(facts["code"])
        job = jobs.start(
            "tenants.county_create",
            title=_("Opening %(name)s")
            % {"name": facts["name"] or (listed.name if listed else facts["code"])},
            by=self.actor,
            kwargs={**facts, "sealed_phone": sealed},
        )
        return redirect("counties:job", job_id=job.pk)

    def _show(self, form: CountyForm) -> HttpResponse:
        return render(self.request, "tenants/county_create.html", {"form": form})


class LookUpView(ProvinceView):
    """The name of a division by its code, for the form."""

    def get(self, request: HttpRequest) -> JsonResponse:
        """{"name", "prefecture", "province"}, empty when there is none."""
        found = divisions.division(request.GET.get("code", "").strip())
        return JsonResponse(
            {"name": found.name, "prefecture": found.prefecture, "province": found.province}
            if found
            else {}
        )


class JobView(ProvinceView):
    """A birth's progress: a bar that moves, then the county."""

    def get(self, request: HttpRequest, job_id: UUID) -> HttpResponse:
        """The whole page, or only the bar for htmx."""
        job = get_object_or_404(Job, pk=job_id, task="tenants.county_create")
        progress = jobs.progress_of(job, at=timezone.now())
        part = bool(request.headers.get("HX-Request"))
        template = "tenants/includes/birth.html" if part else "tenants/birth.html"
        return render(request, template, {"job": job, "progress": progress})


class CountyView(ProvinceView):
    """One county as a tenant: state, host, reason. Not its records."""

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        """The page."""
        return self._show(self._county(code), StateForm())

    def post(self, request: HttpRequest, code: str) -> HttpResponse:
        """Change the state, or make a new link for the administrator."""
        county = self._county(code)
        if request.POST.get("action") == "link":
            return self._link(county)
        form = StateForm(request.POST)
        if not form.is_valid():
            return self._show(county, form)
        try:
            states.county_state_set(
                code=code, by=self.actor, at=timezone.now(), **form.cleaned_data
            )
        except Violation as refusal:
            form.add_error(refusal.field or None, refusal.sentence)
            return self._show(county, form)
        messages.success(request, _("The state is changed."))
        return redirect("counties:county", code=code)

    def _link(self, county: County) -> HttpResponse:
        try:
            link = birth.administrator_link(code=county.code, by=self.actor, on=timezone.now())
        except Violation as refusal:
            messages.error(self.request, refusal.sentence)
            return redirect("counties:county", code=county.code)
        return self._show(county, StateForm(), link=link)

    def _county(self, code: str) -> County:
        return get_object_or_404(County, code=code)

    def _show(self, county: County, form: StateForm, link: str = "") -> HttpResponse:
        domain = Domain.objects.filter(tenant=county, is_primary=True).first()
        return render(
            self.request,
            "tenants/county.html",
            {
                "county": county,
                "host": domain.domain if domain else "",
                "form": form,
                "link": link,
                "may_act": self.held(self.writers),
                "address": birth.address_of(domain),
            },
        )
