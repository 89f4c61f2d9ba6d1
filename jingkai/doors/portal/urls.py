"""The portal's addresses: each zone has its own, and what is public needs no account."""

from django.urls import URLPattern, URLResolver, include, path

from jingkai.doors.portal.views import (
    account,
    applying,
    booking,
    entering,
    matters,
    mine,
    public,
    supplementing,
    tracking,
)

app_name = "portal"

_zone: list[URLPattern | URLResolver] = [
    path("", public.home, name="home"),
    path("matters/", matters.matters, name="matters"),
    path("matters/<str:code>/", matters.matter, name="matter"),
    path("matters/<str:code>/apply/", applying.apply, name="apply"),
    path("situations/<str:code>/", matters.situation, name="situation"),
    path("places/", public.places, name="places"),
    path("privacy/", public.privacy, name="privacy"),
    path("large/", public.large, name="large"),
    path("track/", tracking.track, name="track"),
    path("verify/", tracking.verify, name="verify"),
    path("verify/<str:token>/", tracking.certificate, name="certificate"),
    path("verify/<str:token>/code.svg", tracking.qr, name="qr"),
    path("login/", entering.log_in, name="login"),
    path("login/code/", entering.log_in_by_code, name="login-code"),
    path("register/", entering.register, name="register"),
    path("logout/", entering.log_out, name="logout"),
    path("my/", mine.mine, name="mine"),
    path("my/cases/<str:number>/", mine.case, name="case"),
    path("my/cases/<str:number>/withdraw/", mine.withdraw, name="withdraw"),
    path("my/cases/<str:number>/rate/", mine.rate, name="rate"),
    path("my/cases/<str:number>/supplement/", supplementing.supplement, name="supplement"),
    path("my/certificates/<int:pk>/", mine.paper, name="paper"),
    path("my/cases/<str:number>/follow/<int:pk>/", supplementing.follow, name="follow"),
    path("my/messages/", mine.told, name="told"),
    path("my/drafts/<uuid:key>/", applying.draft, name="draft"),
    path("my/drafts/<uuid:key>/save/", applying.save, name="save"),
    path("my/drafts/<uuid:key>/preview/", applying.preview, name="preview"),
    path("my/drafts/<uuid:key>/submit/", applying.submit, name="submit"),
    path("my/drafts/<uuid:key>/discard/", applying.discard, name="discard"),
    path("my/appointments/", booking.book, name="book"),
    path("my/appointments/<int:pk>/cancel/", booking.cancel, name="cancel-booking"),
    path("my/account/", account.account, name="account"),
    path("my/account/real-name/", account.real_name, name="real-name"),
    path("my/account/password/", account.password, name="password"),
    path("my/account/phone/", account.phone, name="phone"),
    path("my/account/export/", account.export, name="export"),
    path("my/account/consent/withdraw/", account.withdraw_consent, name="withdraw-consent"),
    path("my/account/close/", account.erase, name="erase"),
    path("my/acting/", account.acting, name="acting"),
    path("my/agents/", account.agents, name="agents"),
    path("my/agents/<int:pk>/end/", account.end_agent, name="end-agent"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", public.start, name="start"),
    path("<slug:zone>/", include(_zone)),
]
