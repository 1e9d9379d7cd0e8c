package com.example.todos;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.feathers4j.FeathersException;
import org.feathers4j.Found;
import org.feathers4j.Id;
import org.feathers4j.Params;
import org.feathers4j.TypedService;
import org.jspecify.annotations.Nullable;

/** Todos in memory. Methods that are not here are answered with 405. */
final class Todos
        implements TypedService.Finds<Todos.Todo>, TypedService.Gets<Todos.Todo>, TypedService.Creates<Todos.Todo> {
    /** A todo; clients leave out its id. */
    record Todo(@Nullable Integer id, String text, boolean done) {}

    private final List<Todo> todos = new CopyOnWriteArrayList<>();

    @Override
    public Found<Todo> find(Params params) {
        return Found.of(todos);
    }

    @Override
    public Todo get(Id id, Params params) {
        return todos.stream()
                .filter(todo -> String.valueOf(todo.id()).equals(id.text()))
                .findFirst()
                .orElseThrow(() -> FeathersException.notFound("No todo %s", id));
    }

    @Override
    public synchronized Todo create(Todo data, Params params) {
        Todo todo = new Todo(todos.size(), data.text(), data.done());
        todos.add(todo);
        return todo;
    }
}
