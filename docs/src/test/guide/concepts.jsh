//// after var app = Application.create();
assertThat(todo).isEqualTo(Map.of("text", "Write", "id", 0));

//// after app.service("todos").hooks(h -> h.before("create", context -> {
assertThatThrownBy(() -> app.service("todos").create(Map.of())).hasMessage("A todo needs a text");
