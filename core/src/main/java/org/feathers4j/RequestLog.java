package org.feathers4j;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A line in the log for each request of a client or a peer, whether it reached a service or not: transport, method, path, caller, status and time.
 *
 * <pre>{@code
 * app.configure(RequestLog.create());
 * // INFO org.feathers4j.RequestLog - rest GET /todos/1 from 192.0.2.7: 200 in 3 ms
 * }</pre>
 *
 * <p>Data, queries and headers are never logged: they carry passwords, tokens and personal data.
 */
public final class RequestLog {
    private static final Logger log = LoggerFactory.getLogger(RequestLog.class);

    private RequestLog() {}

    /** The plugin; may be configured at any time, for the requests from then on. */
    public static Plugin<Registration> create() {
        return app -> app.onAnswered(request -> log.info("{}", request));
    }
}
