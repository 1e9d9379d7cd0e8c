//// after class TodoApp {
var app = TodoApp.start(0);
