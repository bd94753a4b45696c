app_name = "soap"
urlpatterns: list[object] = []
