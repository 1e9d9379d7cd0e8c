//// after var app = Application.create();
assertThatThrownBy(() -> app.service("products").create(Map.of("name", "Tea", "price", -1))).hasMessage("A price is not negative");

//// after app.setup();
assertThat(tea).isEqualTo(Map.of("id", 0, "name", "Tea", "price", 4));
