package org.feathers4j.cote;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import org.feathers4j.json.JsonException;
import org.feathers4j.json.JsonLimits;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Requests that go out on one connection, and the answers that come back on it. Any thread sends; the loop receives. The thread that
 * removes a request from {@code pending} completes it, so that it ends once. Handed out by {@link ReqSocket.Listener}.
 */
public final class RequestChannel {
    private static final Logger log = LoggerFactory.getLogger(RequestChannel.class);

    /** A request under way. */
    @FunctionalInterface
    public interface Call {
        /** Gives the request up: if it was not sent yet, it never will be; a late answer is ignored. Any thread. */
        void cancel();
    }

    private final CoteContext context;
    private final AmpConnection connection;
    private final Runnable onIdle;
    private final Traffic traffic;
    private final Map<String, PendingCall> pending = new ConcurrentHashMap<>();
    // written by the loop
    private volatile boolean finishing;
    private boolean closing;

    /**
     * @param onIdle called on the loop when no request waits for an answer any more
     * @param traffic counts what is sent
     */
    RequestChannel(CoteContext context, AmpConnection connection, Runnable onIdle, Traffic traffic) {
        this.traffic = traffic;
        this.context = context;
        this.connection = connection;
        this.onIdle = onIdle;
    }

    AmpConnection connection() {
        return connection;
    }

    /** How many requests wait for an answer. */
    int pending() {
        return pending.size();
    }

    boolean isBusy() {
        return !pending.isEmpty();
    }

    /**
     * The frame of a request.
     *
     * @param request a JSON value
     * @param id of the request, {@code <os process id>:<n>}; unique on the connection
     * @throws JsonException when the request is not JSON
     */
    public static ByteBuffer frame(@Nullable Object request, String id) {
        return AxonRequest.encode(request, id);
    }

    /**
     * Sends a request. Any thread; never blocks.
     *
     * @param id the one in the frame
     * @param frame made by {@link #frame}; its bytes are not copied and must not change
     * @param onOutcome called once, on the loop, unless the request is cancelled; must not block
     * @throws RequestException of kind {@link RequestException.Kind#REFUSED} when too much waits to be sent already
     */
    public Call send(String id, ByteBuffer frame, Consumer<Outcome> onOutcome) {
        var call = new PendingCall(id, frame, onOutcome, this::forget);
        pending.put(id, call);
        if (finishing) {
            // first put, then looked: either this sees that the channel finishes, or the channel sees that it is not
            // idle
            context.network().execute(() -> refused(call));
            return call;
        }
        traffic.countOut();
        switch (connection.send(call)) {
            case TAKEN -> {
                // the connection may have been closed before the request was in the map
                if (connection.isClosed()) context.network().execute(() -> lose(call));
            }
            case CLOSED -> context.network().execute(() -> lose(call));
            case FULL -> {
                pending.remove(id);
                throw RequestException.of(
                        RequestException.Kind.REFUSED,
                        "%d bytes wait to be sent to %s, which does not take them"
                                .formatted(connection.queuedBytes(), connection));
            }
        }
        return call;
    }

    private void forget(PendingCall call) {
        if (pending.remove(call.id()) != null) context.network().execute(this::idleIfEmpty);
    }

    private void idleIfEmpty() {
        if (!pending.isEmpty()) return;
        if (closing) connection.finish();
        onIdle.run();
    }

    /**
     * Closes the connection as soon as no request waits for its reply: the provider, which is about to leave, sees that no request is on its way
     * to it. What is sent later is lost before it was sent, and so may be sent elsewhere. On the loop.
     */
    public void finishWhenIdle() {
        finishing = true;
        closing = true;
        idleIfEmpty();
    }

    /** Sends nothing, but stays open: the provider is about to leave, unless it offers a service soon. On the loop. */
    public void refuse() {
        finishing = true;
    }

    /** Sends again, because the provider stays after all. On the loop. */
    public void resume() {
        finishing = false;
        closing = false;
    }

    private void refused(PendingCall call) {
        lose(call);
        idleIfEmpty();
    }

    /** A reply has come. On the loop. */
    void onFrame(AmpFrame frame) {
        AxonReply reply = AxonReply.of(frame);
        PendingCall call = pending.remove(idOf(reply.id()));
        if (call == null) {
            context.counters().count(Counters.Counted.LATE_REPLIES);
            return;
        }
        end(
                call,
                switch (reply) {
                    case AxonReply.Success(AmpArgument id, AmpArgument result) ->
                        new Outcome.Success(() -> read(result));
                    case AxonReply.Failure(AmpArgument id, AmpArgument error) -> new Outcome.Failure(() -> read(error));
                });
        idleIfEmpty();
    }

    /** The connection is closed: nothing will be answered any more. On the loop. */
    void onClosed() {
        for (PendingCall each : pending.values()) lose(each);
    }

    private void lose(PendingCall call) {
        if (pending.remove(call.id()) != null)
            end(call, new Outcome.Lost(call.wasSent(), "the connection to %s was closed".formatted(connection)));
    }

    private static void end(PendingCall call, Outcome outcome) {
        try {
            call.onOutcome().accept(outcome);
        } catch (RuntimeException | Error bug) {
            log.error("The callback for a reply threw an exception", bug);
        }
    }

    /** Our ids are texts; a peer that returns one as a JSON text is also understood. */
    private static String idOf(AmpArgument id) {
        return switch (id) {
            case AmpArgument.Text text -> text.value();
            case AmpArgument.JsonText json -> json.bytes().remaining() > 100 ? "" : textIn(json);
            case AmpArgument.Blob blob -> "";
        };
    }

    private static String textIn(AmpArgument.JsonText json) {
        try {
            return json.read(JsonLimits.DEFAULT) instanceof String text ? text : "";
        } catch (JsonException e) {
            return "";
        }
    }

    private @Nullable Object read(@Nullable AmpArgument argument) {
        if (argument == null) return null;
        try {
            return argument.view(JsonLimits.DEFAULT);
        } catch (JsonException e) {
            throw RequestException.unreadable(
                    "The answer of %s is not JSON: %s".formatted(connection, e.getMessage()), e);
        }
    }
}
