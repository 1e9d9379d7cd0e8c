package org.feathers4j.interop;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import org.feathers4j.ErrorKind;
import org.feathers4j.FeathersException;
import org.feathers4j.interop.ledger.Entry;
import org.feathers4j.interop.ledger.Heard;
import org.jspecify.annotations.Nullable;

/** Who offers no lists of its own ({@link AppendOnly}), calls those of its peers, and listens to them. Any thread may call. */
interface ListsGateway {

    /** Where the lists are. */
    String PATH = "lists";

    /** Puts a value at the end of a list. */
    void append(int key, int value);

    /** The values of a list. */
    List<Integer> read(int key);

    /** The events so far, in the order in which they came. */
    List<Heard> heard();

    /** How many replicas it is connected to, for calls and for events. */
    int replicas();

    /** What the failure of a call says about it. */
    Entry.Type ending(RuntimeException failure);

    /** Has the lists already. */
    static ListsGateway of(JavaPeer peer) {
        var heard = new ConcurrentLinkedQueue<Heard>();
        peer.service(PATH).on("appended", (item, context) -> heard.add(heard(item)));
        return new OfJava(peer, heard);
    }

    /**
     * A gateway in Node.
     *
     * @param key of the replicas
     */
    static ListsGateway of(NodePeer peer, String key) {
        peer.listen(PATH, "appended");
        return new OfNode(peer, key);
    }

    private static Heard heard(@Nullable Object item) {
        var event = Values.object(item);
        return new Heard(String.valueOf(event.get("emitter")), number(event.get("number")), number(event.get("value")));
    }

    private static int number(@Nullable Object value) {
        return value instanceof Number number ? number.intValue() : -1;
    }

    private static List<Integer> values(@Nullable Object answer) {
        return Values.object(answer).get("values") instanceof List<?> values
                ? values.stream().map(ListsGateway::number).toList()
                : List.of();
    }

    /** An application of this process. */
    record OfJava(JavaPeer peer, Queue<Heard> events) implements ListsGateway {

        @Override
        public void append(int key, int value) {
            peer.service(PATH).create(Map.of("key", key, "value", value));
        }

        @Override
        public List<Integer> read(int key) {
            return values(peer.service(PATH).get(key));
        }

        @Override
        public List<Heard> heard() {
            return List.copyOf(events);
        }

        @Override
        public int replicas() {
            return peer.owners(PATH).size();
        }

        /** Unavailable is what was not executed, unless it says otherwise. */
        @Override
        public Entry.Type ending(RuntimeException failure) {
            return failure instanceof FeathersException error
                            && error.kind() == ErrorKind.UNAVAILABLE
                            && !String.valueOf(error.getMessage()).contains("may or may not have been executed")
                    ? Entry.Type.FAIL
                    : Entry.Type.INFO;
        }
    }

    /** An application of Node. */
    record OfNode(NodePeer peer, String key) implements ListsGateway {

        @Override
        public void append(int list, int value) {
            peer.call(PATH, "create", Map.of("key", list, "value", value));
        }

        @Override
        public List<Integer> read(int list) {
            return values(peer.call(PATH, "get", list));
        }

        @Override
        public List<Heard> heard() {
            return peer.emitted(PATH, "appended").stream()
                    .map(event -> ListsGateway.heard(event.get("data")))
                    .toList();
        }

        @Override
        public int replicas() {
            return Math.min(peer.requestersTo(key), peer.eventsFrom(key));
        }

        /** It does not tell whether a call was executed. */
        @Override
        public Entry.Type ending(RuntimeException failure) {
            return Entry.Type.INFO;
        }
    }
}
