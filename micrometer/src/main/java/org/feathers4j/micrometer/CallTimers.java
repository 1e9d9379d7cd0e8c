package org.feathers4j.micrometer;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import org.feathers4j.CallObserver;
import org.feathers4j.ErrorKind;
import org.feathers4j.FeathersException;
import org.feathers4j.HookContext;
import org.feathers4j.NonBlocking;
import org.feathers4j.Params;
import org.jspecify.annotations.Nullable;

/** Times the calls of services. Unknown paths and methods reach no service, so that they make no series. */
@NonBlocking
final class CallTimers implements CallObserver {
    private static final String NONE = "none";

    /** What tells calls apart. Every part has few values, whatever clients and peers send. */
    private record Key(String service, String method, String provider, String error) {}

    private final Series<Key, Timer> timers;
    private final LongAdder active = new LongAdder();

    CallTimers(Meters meters, int maxSeries) {
        timers = new Series<>(
                maxSeries,
                new Key(Series.OTHER, Series.OTHER, Series.OTHER, Series.OTHER),
                key -> meters.timer(
                        "feathers.call.duration",
                        "Calls of services with their hooks",
                        Tags.of(
                                "feathers.service", key.service,
                                "feathers.method", key.method,
                                "feathers.provider", key.provider,
                                "error.type", key.error)));
        meters.gauge("feathers.calls.active", "", "Calls under way", Tags.empty(), active, LongAdder::sum);
    }

    @Override
    public void observe(HookContext context, Runnable call) {
        long begun = System.nanoTime();
        String provider = provider(context.params());
        String error = NONE;
        active.increment();
        try {
            call.run();
        } catch (RuntimeException | Error e) {
            error = error(e);
            throw e;
        } finally {
            active.decrement();
            timers.of(new Key(context.path(), context.method(), provider, error))
                    .record(System.nanoTime() - begun, TimeUnit.NANOSECONDS);
        }
    }

    /** The way the call came in. A peer passes on the provider of its own client, which is text of its choice. */
    private static String provider(Params params) {
        if (params.isFromRemote()) return "mesh";
        @Nullable String provider = params.provider();
        return switch (provider) {
            case null -> "internal";
            case "rest", "socketio" -> provider;
            default -> Series.OTHER;
        };
    }

    /** The name of the error; applications and peers have further ones, with details in them perhaps. */
    private static String error(Throwable error) {
        if (!(error instanceof FeathersException known)) return ErrorKind.GENERAL_ERROR.errorName();
        return ErrorKind.named(known.name()).map(ErrorKind::errorName).orElse(ErrorKind.OTHER.errorName());
    }
}
