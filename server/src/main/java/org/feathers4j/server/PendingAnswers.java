package org.feathers4j.server;

import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongPredicate;

import org.feathers4j.FeathersException;
import org.jspecify.annotations.Nullable;

/** The answers of one client that the server waits for, and never more than allowed. Safe for all threads; owner of its table, under its lock. */
final class PendingAnswers {
    private record Question(String namespace, CompletableFuture<List<@Nullable Object>> answer) {}

    private final int limit;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Long, Question> questions = new HashMap<>();
    private long next;

    PendingAnswers(int limit) {
        this.limit = limit;
    }

    /**
     * Asks and waits.
     *
     * @param sent sends the question with this number; false when the client is gone
     * @throws FeathersException Timeout or Unavailable
     */
    List<@Nullable Object> ask(String namespace, String name, Duration timeout, LongPredicate sent) {
        var question = new Question(namespace, new CompletableFuture<>());
        long number = add(question);
        try {
            if (!sent.test(number)) throw gone();
            return question.answer().get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw FeathersException.timeout("The client did not answer '%s' in %s", name, timeout)
                    .withCause(e);
        } catch (ExecutionException e) {
            throw gone();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw FeathersException.unavailable("Interrupted while '%s' waited for its answer", name);
        } finally {
            remove(number);
        }
    }

    private static FeathersException gone() {
        return FeathersException.unavailable("The client is not connected any more");
    }

    private long add(Question question) {
        lock.lock();
        try {
            if (questions.size() >= limit)
                throw FeathersException.unavailable("%d answers of this client are waited for already", limit);
            questions.put(next, question);
            return next++;
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Question remove(long number) {
        lock.lock();
        try {
            return questions.remove(number);
        } finally {
            lock.unlock();
        }
    }

    /** The client says something; nothing that was asked in this namespace, perhaps, or too late. */
    void answered(String namespace, long number, List<@Nullable Object> args) {
        lock.lock();
        try {
            Question question = questions.get(number);
            if (question == null || !question.namespace().equals(namespace)) return;
            questions.remove(number);
            question.answer().complete(args);
        } finally {
            lock.unlock();
        }
    }

    /** The client has left a namespace and will not answer there. */
    void left(String namespace) {
        lock.lock();
        try {
            for (Iterator<Question> each = questions.values().iterator(); each.hasNext(); ) {
                Question question = each.next();
                if (!question.namespace().equals(namespace)) continue;
                each.remove();
                question.answer().completeExceptionally(gone());
            }
        } finally {
            lock.unlock();
        }
    }

    /** How many are waited for. */
    int count() {
        lock.lock();
        try {
            return questions.size();
        } finally {
            lock.unlock();
        }
    }
}
