app_name = "operadora"
urlpatterns: list[object] = []
