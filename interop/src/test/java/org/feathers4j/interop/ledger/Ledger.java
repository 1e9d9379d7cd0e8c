package org.feathers4j.interop.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Notes when operations begin and how they end, in one order. Any thread may call; each client has a thread of its own. */
public final class Ledger {

    private final long start = System.nanoTime();
    private final Function<RuntimeException, Entry.Type> ending;
    private final List<Entry> entries = new ArrayList<>();
    private int processes;

    /** @param ending what the failure of a call says about it: {@code FAIL} only where it says that it was not executed */
    public Ledger(Function<RuntimeException, Entry.Type> ending) {
        this.ending = ending;
    }

    /** Another client. */
    public synchronized Client client() {
        return new Client(processes++);
    }

    /** All lines so far, by index. */
    public synchronized List<Entry> entries() {
        return List.copyOf(entries);
    }

    /** The history as {@code elle-cli} reads it: {@code elle-cli --model list-append history.edn}. */
    public String edn() {
        return entries().stream().map(Entry::edn).collect(Collectors.joining("\n", "", "\n"));
    }

    private synchronized void note(int process, Entry.Type type, Operation operation) {
        entries.add(new Entry(entries.size(), System.nanoTime() - start, process, type, operation));
    }

    private synchronized int nextProcess() {
        return processes++;
    }

    /** Does one operation at a time. One thread calls it. */
    public final class Client {
        private int process;

        private Client(int process) {
            this.process = process;
        }

        /** Makes a call that puts a value at the end of a list, and notes how it ends. */
        public Entry.Type append(int key, int value, Runnable call) {
            var append = new Operation.Append(key, value);
            return run(append, () -> {
                call.run();
                return append;
            });
        }

        /** Makes a call that reads a list, and notes how it ends. */
        public Entry.Type read(int key, Supplier<List<Integer>> call) {
            return run(new Operation.Read(key, null), () -> new Operation.Read(key, call.get()));
        }

        private Entry.Type run(Operation operation, Supplier<Operation> call) {
            note(process, Entry.Type.INVOKE, operation);
            try {
                note(process, Entry.Type.OK, call.get());
                return Entry.Type.OK;
            } catch (RuntimeException e) {
                var type = ending.apply(e);
                note(process, type, operation);
                // who does not know how its operation ended cannot begin another: that one may still run
                if (type == Entry.Type.INFO) process = nextProcess();
                return type;
            }
        }
    }
}
