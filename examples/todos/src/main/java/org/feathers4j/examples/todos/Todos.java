package org.feathers4j.examples.todos;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;

import org.feathers4j.FeathersException;
import org.feathers4j.Found;
import org.feathers4j.Id;
import org.feathers4j.Params;
import org.feathers4j.TypedService;
import org.jspecify.annotations.Nullable;

/** A store of todos, in memory. Its ids begin at a number of its own, so that one sees which replica has answered. */
final class Todos implements TypedService.Complete<Todo> {
    /** What a client sends to toggle a todo. */
    record Toggle(int id) {}

    private final Map<Integer, Todo> todos = new ConcurrentSkipListMap<>();
    private final AtomicInteger nextId;

    Todos(int firstId) {
        nextId = new AtomicInteger(firstId);
        for (String text : List.of("Find a peer", "Lose a peer")) create(new Todo(null, text, false), Params.empty());
    }

    @Override
    public Class<Todo> type() {
        return Todo.class;
    }

    @Override
    public Found<Todo> find(Params params) {
        return Found.of(List.copyOf(todos.values()));
    }

    @Override
    public Todo get(Id id, Params params) {
        return existing(id.asLong());
    }

    @Override
    public Todo create(Todo todo, Params params) {
        Todo created = todo.withId(nextId.getAndIncrement());
        todos.put(number(created), created);
        return created;
    }

    @Override
    public Todo update(Id id, Todo todo, Params params) {
        Todo updated = todo.withId(number(existing(id.asLong())));
        todos.put(number(updated), updated);
        return updated;
    }

    @Override
    public Todo patch(Id id, Map<String, @Nullable Object> changes, Params params) {
        Todo before = existing(id.asLong());
        Todo after = new Todo(
                before.id(),
                changes.get("text") instanceof String text ? text : before.text(),
                changes.get("done") instanceof Boolean done ? done : before.done());
        todos.put(number(after), after);
        return after;
    }

    @Override
    public Todo remove(Id id, Params params) {
        Todo removed = existing(id.asLong());
        todos.remove(number(removed));
        return removed;
    }

    /** A custom method: {@code curl -H 'X-Service-Method: toggle' ...}. */
    @Nullable
    Todo toggle(@Nullable Toggle toggle, Params params) {
        if (toggle == null) throw FeathersException.badRequest("Say which todo: {\"id\": 1}");
        Todo toggled = existing(toggle.id()).toggled();
        todos.put(number(toggled), toggled);
        return toggled;
    }

    private Todo existing(long id) {
        Todo todo = todos.get((int) id);
        if (todo == null) throw FeathersException.notFound("No record found for id '%s'", id);
        return todo;
    }

    private static int number(Todo todo) {
        Integer id = todo.id();
        if (id == null) throw new IllegalStateException("A stored todo has an id");
        return id;
    }
}
