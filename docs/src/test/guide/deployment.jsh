//// after var app = Application.create().closeOnExit();
assertThat(mesh.isJoined()).isTrue();
app.close();
