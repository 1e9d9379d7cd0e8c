package org.feathers4j.micrometer;

import java.util.Set;
import java.util.function.Consumer;

import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import org.feathers4j.AnsweredRequest;

/** Times answered requests, those included that reach no service. Their paths are the clients' and no tags. */
final class RequestTimers implements Consumer<AnsweredRequest> {
    private static final String REST = "rest";
    private static final int LEAST_STATUS = 100;
    private static final int MOST_STATUS = 599;
    private static final int SERVER_ERROR = 500;
    private static final Set<String> HTTP_METHODS =
            Set.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "CONNECT", "TRACE", "QUERY");

    /** @param method of HTTP; empty for other requests */
    private record Key(String provider, String method, int status) {}

    private final Series<Key, Timer> timers;

    RequestTimers(Meters meters, int maxSeries) {
        timers = new Series<>(maxSeries, new Key(Series.OTHER, "", 0), key -> timer(meters, key));
    }

    private static Timer timer(Meters meters, Key key) {
        String status = key.status == 0 ? Series.OTHER : Integer.toString(key.status);
        return key.provider.equals(REST)
                ? meters.timer(
                        "http.server.request.duration",
                        "Requests of HTTP clients",
                        Tags.of(
                                "http.request.method",
                                key.method,
                                "http.response.status_code",
                                status,
                                // as OpenTelemetry has it, an answer that blames the client is no error of the server
                                "error.type",
                                key.status >= SERVER_ERROR || key.status == 0 ? status : "none"))
                : meters.timer(
                        "rpc.server.call.duration",
                        "Requests over sockets and the mesh",
                        Tags.of(
                                "rpc.system.name",
                                key.provider,
                                "rpc.response.status_code",
                                status,
                                "error.type",
                                key.status >= 400 || key.status == 0 ? status : "none"));
    }

    @Override
    public void accept(AnsweredRequest request) {
        timers.of(new Key(provider(request), method(request), status(request))).record(request.time());
    }

    private static String provider(AnsweredRequest request) {
        return switch (request.provider()) {
            case REST, "socketio", "mesh" -> request.provider();
            default -> Series.OTHER;
        };
    }

    private static String method(AnsweredRequest request) {
        if (!request.provider().equals(REST)) return "";
        return HTTP_METHODS.contains(request.method()) ? request.method() : Series.OTHER;
    }

    /** Errors of applications and peers have codes of their choice. */
    private static int status(AnsweredRequest request) {
        int status = request.status();
        return status >= LEAST_STATUS && status <= MOST_STATUS ? status : 0;
    }
}
