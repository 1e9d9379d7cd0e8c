package org.feathers4j.cote;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

import org.feathers4j.json.JsonException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers the requesters of its key and name space. Made by {@link Cote#responder}.
 *
 * <pre>{@code
 * var currencies = cote.responder("currency responder", o -> o.respondsTo("convert"));
 * currencies.on("convert", request -> rate(request.get("from"), request.get("to")));
 * }</pre>
 *
 * <p>Every request is answered: one of a type without a handler gets an error, where cote leaves it waiting.
 */
public final class Responder implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Responder.class);

    /** Answers requests of one type. */
    @FunctionalInterface
    public interface Handler {
        /**
         * The answer. Called on a virtual thread of its own, so that it may block.
         *
         * @param request a JSON object; its {@code type} is a text
         * @return a JSON value
         * @throws Exception answered as {@code {"name", "message"}}; a {@link RequestException} as the error that it was made with
         */
        @Nullable
        Object answer(Map<String, @Nullable Object> request) throws Exception;
    }

    private final CoteContext context;
    private final String name;
    private final Map<String, Handler> handlers = new ConcurrentHashMap<>();
    private final Semaphore running;
    private final Runnable onClose;

    Responder(Cote cote, String name, ComponentOptions options) {
        this.context = cote.context();
        this.name = name;
        this.running = new Semaphore(options.maxWaiting());
        var socket = new RepSocket(context, this::onCall);
        this.onClose = cote.listening(
                options.advertisement(name, context.options().wireKey(options.key()), AxonType.REP),
                socket.requesters(),
                socket.status());
    }

    /**
     * Handles requests of a type from now on, in place of an earlier handler.
     *
     * @param type as requests have it; {@code *} for all types without a handler
     */
    public Responder on(String type, Handler handler) {
        handlers.put(type, handler);
        return this;
    }

    /** On the loop. */
    private void onCall(IncomingCall call) {
        if (!running.tryAcquire()) {
            call.fail(error("Unavailable", "'%s' has too many requests to answer already".formatted(name)));
            return;
        }
        Thread.ofVirtual().name("responder " + name).start(() -> {
            try {
                answer(call);
            } finally {
                running.release();
            }
        });
    }

    private void answer(IncomingCall call) {
        try {
            reply(call, answerTo(call));
        } catch (RequestException e) {
            Object error = e.error();
            fail(call, error == null ? error("Error", String.valueOf(e.getMessage())) : error);
        } catch (JsonException e) {
            fail(call, error("BadRequest", "The request is not JSON: " + e.getMessage()));
        } catch (Exception | Error e) {
            log.error("'{}' failed to answer a request of {}", name, call.caller(), e);
            fail(call, error(e.getClass().getSimpleName(), String.valueOf(e.getMessage())));
        }
    }

    private static void reply(IncomingCall call, @Nullable Object result) {
        try {
            call.reply(result);
        } catch (JsonException e) {
            log.error("The result of a request of {} can not be sent, as it is not JSON", call.caller(), e);
            fail(call, error("GeneralError", "The result is not JSON: " + e.getMessage()));
        } catch (RequestException tooLarge) {
            failAsTooLarge(call, tooLarge);
        }
    }

    private static void fail(IncomingCall call, Object error) {
        try {
            call.fail(error);
        } catch (JsonException e) {
            call.fail(error("GeneralError", "The error is not JSON: " + e.getMessage()));
        } catch (RequestException tooLarge) {
            failAsTooLarge(call, tooLarge);
        }
    }

    private static void failAsTooLarge(IncomingCall call, RequestException tooLarge) {
        log.error("A request of {} failed: {}", call.caller(), tooLarge.getMessage());
        call.fail(error("GeneralError", String.valueOf(tooLarge.getMessage())));
    }

    private @Nullable Object answerTo(IncomingCall call) throws Exception {
        if (!call.isWellFormed() || !(call.value() instanceof Map<?, ?> members))
            throw RequestException.answered(error("BadRequest", "A request is a JSON object with a type, and an id"));
        var request = new LinkedHashMap<String, @Nullable Object>();
        members.forEach((member, value) -> request.put(String.valueOf(member), value));
        Object type = request.get("type");
        Handler handler = type instanceof String text ? handlers.getOrDefault(text, handlers.get("*")) : null;
        if (handler != null) return handler.answer(request);
        if (context.options().logs().ofUnknownEvents()) log.info("'{}' has no handler for '{}'", name, type);
        throw RequestException.answered(error("MethodNotAllowed", "No listeners found for event: " + type));
    }

    private static Map<String, @Nullable Object> error(String name, String message) {
        var error = new LinkedHashMap<String, @Nullable Object>();
        error.put("name", name);
        error.put("message", message);
        return error;
    }

    /** Stops saying hello at once; connections are closed when their requests are answered. */
    @Override
    public void close() {
        onClose.run();
    }
}
