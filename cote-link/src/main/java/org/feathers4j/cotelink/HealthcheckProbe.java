package org.feathers4j.cotelink;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import org.feathers4j.FeathersException;
import org.feathers4j.cote.LivenessCheck;
import org.feathers4j.cote.Network;
import org.feathers4j.distributed.MeshRequest;
import org.feathers4j.distributed.Peer;
import org.feathers4j.distributed.Reply;

/**
 * Asks applications whose hellos are missed for a sign of life over the connection that there still is: hellos get lost where TCP does not. Any answer will do, also an
 * error. Belongs to the loop.
 */
final class HealthcheckProbe implements LivenessCheck {
    private static final Duration TIMEOUT = Duration.ofSeconds(1);
    private static final int ATTEMPTS = 3;

    private final Network network;
    private final Channels channels;
    private final Requests requests;
    private final Offers offers;

    HealthcheckProbe(Network network, Channels channels, Requests requests, Offers offers) {
        this.network = network;
        this.channels = channels;
        this.requests = requests;
        this.offers = offers;
    }

    @Override
    public void check(String appUuid, Consumer<Boolean> verdict) {
        ask(appUuid, ATTEMPTS, verdict);
    }

    private void ask(String appUuid, int attempts, Consumer<Boolean> verdict) {
        if (attempts == 0 || channels.to(appUuid).isEmpty()) verdict.accept(false);
        else
            attempt(appUuid, answered -> {
                if (answered) verdict.accept(true);
                else ask(appUuid, attempts - 1, verdict);
            });
    }

    /** One request; always ends later, never before it returns. */
    private void attempt(String appUuid, Consumer<Boolean> outcome) {
        var ended = new AtomicBoolean();
        Consumer<Boolean> once = answered -> {
            if (ended.compareAndSet(false, true)) outcome.accept(answered);
        };
        try {
            var call = requests.send(
                    new Peer(appUuid, ""),
                    healthcheck(appUuid),
                    null, // an answer tells that the peer lives, however late it gets to it
                    reply -> once.accept(!(reply instanceof Reply.Lost)));
            network.schedule(TIMEOUT, () -> {
                call.cancel();
                once.accept(false);
            });
        } catch (FeathersException full) {
            // so much waits to be sent to it that not even this can
            network.schedule(TIMEOUT, () -> once.accept(false));
        }
    }

    private MeshRequest healthcheck(String appUuid) {
        String path = offers.of(appUuid).stream()
                .findFirst()
                .map(service -> service.path())
                .orElse("");
        return new MeshRequest(MeshRequest.HEALTHCHECK, "", path, new LinkedHashMap<>());
    }
}
