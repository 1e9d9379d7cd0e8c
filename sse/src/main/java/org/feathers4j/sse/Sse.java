package org.feathers4j.sse;

import java.util.function.Consumer;

import org.feathers4j.Application;
import org.feathers4j.LifeCycle;
import org.feathers4j.Plugin;
import org.feathers4j.server.Server;

/**
 * Events of services as server-sent events, on the port of a {@link Server}: what channels publish to a stream's connection goes to its client, as to a client over
 * Socket.IO. For the client of Feathers 6, for {@code EventSource} in browsers, and for {@code curl -N}.
 *
 * <pre>{@code
 * app.configure(Server.create());
 * app.configure(Sse.create());
 * app.listen(3030);                                                  // curl -N http://localhost:3030/events
 * }</pre>
 *
 * <p>Streams pass the gates of the application and have a {@link org.feathers4j.Connection} with the provider {@code sse}; the application emits {@code connection} and {@code disconnect}. A stream that was lost resumes
 * with {@code Last-Event-ID}. {@code POST /events/tickets}, with the credentials in its headers, gives {@code {ticket}} for {@code /events?ticket=...}. Safe for all threads.
 */
public final class Sse {
    private final SseOptions options;
    private final EventStreams streams;

    private Sse(SseOptions options, EventStreams streams) {
        this.options = options;
        this.streams = streams;
    }

    /** Streams at {@code /events}. */
    public static Plugin<Sse> create() {
        return create(options -> {});
    }

    /**
     * Streams with options. To be configured after the {@link Server}.
     *
     * @throws IllegalArgumentException when an option cannot be used; when the application is configured, {@link IllegalStateException} when it has no server
     */
    public static Plugin<Sse> create(Consumer<SseOptions.Builder> change) {
        SseOptions options = SseOptions.of(change);
        return app -> {
            Server server = app.plugin(Server.class)
                    .orElseThrow(
                            () -> new IllegalStateException("Sse needs a Server: configure Server.create() before it"));
            var streams = new EventStreams(app, options, server::vertx);
            server.use(options.path(), new StreamHandler(app, options, streams));
            app.lifeCycle(new LifeCycle() {
                @Override
                public void closing(Application closing) {
                    streams.end();
                }
            });
            return new Sse(options, streams);
        };
    }

    /** Where streams are opened, for instance {@code /events}. */
    public String path() {
        return options.path();
    }

    /** How many streams there are now, those included that were lost and may resume. */
    public int streams() {
        return streams.count();
    }

    /** How many streams were closed because their clients read too slowly. */
    public long slowStreams() {
        return streams.slow();
    }
}
