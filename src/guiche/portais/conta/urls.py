from django.urls import path

from guiche.portais.conta import views

app_name = "conta"
urlpatterns = [
    path("", views.inicio, name="inicio"),
]
