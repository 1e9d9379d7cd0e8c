package org.feathers4j.interop;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.feathers4j.server.Vectors;
import org.jspecify.annotations.Nullable;

/** A socket of socket.io-client with a Feathers client on top. All methods block. */
record ClientSocket(OfficialClients clients, String name) {
    void awaitConnected() {
        clients.await("connect", name, event -> true);
    }

    /** A call with the Feathers client: {@code resolves} or {@code rejects}. */
    Map<String, @Nullable Object> call(String service, String method, @Nullable Object... args) {
        return Vectors.object(
                clients.ask("call", "name", name, "service", service, "method", method, "args", Arrays.asList(args)));
    }

    /** The arguments of the acknowledgement. */
    List<?> emit(List<?> args) {
        Map<String, ?> reply = Vectors.object(clients.ask("emit", "name", name, "args", args));
        if (!reply.containsKey("ack")) throw new AssertionError("%s was not acknowledged".formatted(args));
        return Vectors.list(reply.get("ack"));
    }

    /** Emits, and waits for no acknowledgement. */
    void emitOnly(List<?> args) {
        clients.ask("emit", "name", name, "args", args, "acknowledged", false);
    }

    /** All messages since this was asked last, as name and arguments. */
    List<?> received() {
        return Vectors.list(clients.ask("received", "name", name));
    }

    /** All that the client has emitted since this was asked last. */
    List<?> emitted() {
        return Vectors.list(clients.ask("emitted", "name", name));
    }

    void close() {
        clients.ask("close", "name", name);
    }
}
