package org.feathers4j.examples.todos;

import org.jspecify.annotations.Nullable;

/**
 * Something to do.
 *
 * @param id given by the service; null before
 */
record Todo(@Nullable Integer id, String text, boolean done) {
    Todo withId(int newId) {
        return new Todo(newId, text, done);
    }

    Todo toggled() {
        return new Todo(id, text, !done);
    }
}
