app_name = "beneficiario"
urlpatterns: list[object] = []
