package org.feathers4j.server;

import java.util.List;
import java.util.Map;

import org.feathers4j.Connection;
import org.feathers4j.FeathersException;
import org.feathers4j.JsonForm;
import org.feathers4j.socketioserver.SocketAck;
import org.feathers4j.transport.SocketCalls;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the calls of clients over their sockets and acknowledges them; answers are encoded before they are handed to the event loop. Safe for all threads. */
final class SocketAnswers {
    private static final Logger log = LoggerFactory.getLogger(SocketAnswers.class);

    private final SocketCalls services;
    private final AnswerWatch watch;
    private final SocketsUnderWay underWay;

    /**
     * What a client asks for.
     *
     * @param event the name of the method
     * @param ack null when the client wants no answer
     */
    record Call(
            Connection connection,
            String event,
            List<@Nullable Object> args,
            @Nullable SocketAck ack) {}

    SocketAnswers(SocketCalls services, AnswerWatch watch, SocketsUnderWay underWay) {
        this.services = services;
        this.watch = watch;
        this.underWay = underWay;
    }

    boolean isNonBlocking(Call call) {
        return services.isNonBlocking(call.event(), call.args());
    }

    /** On the loop, which makes a call that does not block; a large answer is written on a virtual thread. The error for the client when the call is refused. */
    @Nullable
    FeathersException makeHere(Call call) {
        return underWay.runHere(() -> {
            long begun = System.nanoTime();
            List<@Nullable Object> answer = answer(call);
            if (JsonForm.isSmall(answer)) tell(call, answer, begun);
            else underWay.proceed(() -> tell(call, answer, begun));
        });
    }

    /**
     * Makes a call on a virtual thread. The error for the client when the call is refused.
     *
     * @param served run when the service has answered, before the client can know of it; never when the call is refused
     */
    @Nullable
    FeathersException make(Call call, Runnable served) {
        return underWay.start(() -> {
            long begun = System.nanoTime();
            List<@Nullable Object> answer = answer(call);
            served.run();
            tell(call, answer, begun);
        });
    }

    /** Answers a call that was refused. */
    void refuse(Call call, FeathersException error) {
        List<@Nullable Object> refusal = services.error(error);
        watch.answered(call.connection(), call.event(), call.args(), refusal, System.nanoTime());
        SocketAck ack = call.ack();
        if (ack != null) ack.send(refusal);
    }

    private List<@Nullable Object> answer(Call call) {
        return services.answer(call.connection(), call.event(), call.args());
    }

    private void tell(Call call, List<@Nullable Object> answer, long begun) {
        watch.answered(call.connection(), call.event(), call.args(), answer, begun);
        SocketAck ack = call.ack();
        if (ack == null) return;
        try {
            ack.send(answer);
        } catch (RuntimeException | Error e) {
            // no JSON form: a cycle, too deep, or of an unknown type
            log.error("The answer to {} could not be written", call.event(), e);
            ack.send(
                    answer.getFirst() instanceof Map<?, ?> error
                            ? List.of(ErrorBody.writable(error))
                            : services.error(e));
        }
    }
}
