package org.feathers4j.cote;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;

/** A queue whose threads are the operations {@link #work}: every accepted task runs once, none beside another, those of one thread in order. */
public final class SerialExecutorModel {
    private final Queue<Runnable> threads = new ConcurrentLinkedQueue<>();
    private final SerialExecutor queue = new SerialExecutor("model", 100, threads::add);
    private final AtomicInteger pairs = new AtomicInteger();
    private final AtomicBoolean busy = new AtomicBoolean();
    private final AtomicBoolean overlapped = new AtomicBoolean();
    private final List<Integer> ran = new ArrayList<>();

    @Operation
    public void addTwo() {
        int first = 2 * pairs.getAndIncrement();
        add(first);
        add(first + 1);
    }

    private void add(int number) {
        queue.add(() -> run(number));
    }

    private void run(int number) {
        if (!busy.compareAndSet(false, true)) overlapped.set(true);
        ran.add(number);
        busy.set(false);
    }

    @Operation
    public void work() {
        Runnable thread = threads.poll();
        if (thread != null) thread.run();
    }

    @Validate
    public void rules() {
        while (!threads.isEmpty()) work();
        if (overlapped.get()) throw new AssertionError("two tasks ran at once");
        if (ran.size() + queue.refused() != 2L * pairs.get())
            throw new AssertionError("accepted tasks did not run: " + ran);
        for (int number : ran) {
            if (ran.indexOf(number) != ran.lastIndexOf(number)) throw new AssertionError("one ran twice: " + ran);
            if (number % 2 == 1 && ran.indexOf(number - 1) > ran.indexOf(number))
                throw new AssertionError("out of order: " + ran);
        }
    }
}
