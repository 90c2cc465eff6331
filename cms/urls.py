"""Addresses of a county's site that are not Wagtail pages."""

from django.urls import path

from cms import batch, enquiring, verifying, views, views_machines
from cms.casework import applying, booking, finding, guides, holding
from cms.search import views as search
from cms.training import files, pages, signing

urlpatterns = [
    path("stations/", views.station_list, name="site_stations"),
    path("stations/<slug:slug>/", views.station, name="site_station"),
    path("services/", guides.service_list, name="site_services"),
    path("services/<str:code>/", guides.service, name="site_service"),
    path("services/<str:code>/apply/", applying.apply, name="site_apply"),
    path("services/<str:code>/appointment/", booking.book, name="site_book"),
    path("appointment/<str:token>/", booking.appointment, name="site_appointment"),
    path("appointment/<str:token>/cancel/", booking.cancel, name="site_appointment_cancel"),
    path("case/", finding.look, name="site_look"),
    path("case/thanks/", holding.thanks, name="site_thanks"),
    path("case/<str:token>/", holding.case, name="site_case"),
    path("case/<str:token>/receipt/", applying.receipt, name="site_receipt"),
    path("case/<str:token>/complete/", holding.complete, name="site_case_complete"),
    path("case/<str:token>/withdraw/", holding.withdraw, name="site_case_withdraw"),
    path("case/<str:token>/rate/", holding.rate, name="site_case_rate"),
    path("training/", pages.index, name="site_training"),
    path("training/certificates/", pages.certificates, name="site_training_certificates"),
    path("training/certificates/<str:code>/", pages.certificate, name="site_training_certificate"),
    path("training/classes/<str:number>/", signing.sign_up, name="site_training_sign_up"),
    path("training/files/<uuid:pk>/", files.file, name="site_training_file"),
    path("training/sign-up/", signing.find, name="site_training_find"),
    path("training/sign-up/<str:token>/", signing.receipt, name="site_training_receipt"),
    path("training/sign-up/<str:token>/cancel/", signing.cancel, name="site_training_cancel"),
    path("training/sign-up/<str:token>/answer/", signing.answer, name="site_training_answer"),
    path("training/teachers/<int:pk>/", pages.teacher, name="site_training_teacher"),
    path("training/<str:code>/", pages.course, name="site_training_course"),
    path("training/<str:code>/<int:order>/", pages.lesson, name="site_training_lesson"),
    path("enquiry/<slug:kind>/", enquiring.ask, name="site_enquire"),
    path("enquiry/receipt/<str:token>/", enquiring.receipt, name="site_enquiry_receipt"),
    path("certificates/", verifying.certificate, name="site_certificates"),
    path("search/", search.search, name="site_search"),
    path("search/suggest/", search.suggest, name="site_suggest"),
    path("batch/", batch.look, name="site_batches"),
    path("batch/<str:code>/", batch.batch, name="site_batch"),
    path("theme.css", views.theme, name="site_theme"),
    path("mark.svg", views.mark, name="site_mark"),
    path("robots.txt", views_machines.robots, name="site_robots"),
    path("sitemap.xml", views_machines.sitemap, name="site_sitemap"),
    path("news/rss.xml", views_machines.news_rss, name="site_news_rss"),
    path("news/atom.xml", views_machines.news_atom, name="site_news_atom"),
    path("media/images/<path:name>", views.picture, name="site_picture"),
]
