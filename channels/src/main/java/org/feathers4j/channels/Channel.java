package org.feathers4j.channels;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;

import org.feathers4j.Connection;
import org.jspecify.annotations.Nullable;

/**
 * Connections of clients that get the same messages. Channels live in the memory of one process; a connection is in a
 * channel only after {@link #join}.
 *
 * <pre>{@code
 * app.onConnection(connection -> channels.channel("everybody").join(connection));
 * channels.publish((item, context) -> channels.channel("everybody").filter(c -> c.get("user") != null));
 * }</pre>
 *
 * <p>Safe for all threads. Connections are compared by identity.
 */
public sealed interface Channel permits NamedChannel, CombinedChannel, AnonymousChannel {
    /** Adds the connections that are not in it yet; nulls are ignored (a REST call has no connection), and so are connections that have disconnected. */
    Channel join(Collection<? extends @Nullable Connection> connections);

    /** Adds the connections that are not in it yet; nulls are ignored (a REST call has no connection), and so are connections that have disconnected. */
    default Channel join(@Nullable Connection... connections) {
        return join(Arrays.asList(connections));
    }

    /** Removes connections; unknown ones and nulls are ignored. A named channel without connections is no longer among {@link Channels#names()}. */
    Channel leave(Collection<? extends @Nullable Connection> connections);

    /** Removes connections; unknown ones and nulls are ignored. A named channel without connections is no longer among {@link Channels#names()}. */
    default Channel leave(@Nullable Connection... connections) {
        return leave(Arrays.asList(connections));
    }

    /** Takes out the connections for which the predicate is true. It runs on this thread, and no lock is held meanwhile. */
    default Channel leave(Predicate<? super Connection> predicate) {
        return leave(connections().stream().filter(predicate).toList());
    }

    /** A new channel without a name: the connections for which the predicate is true now, with the same data. */
    default Channel filter(Predicate<? super Connection> predicate) {
        return new AnonymousChannel(connections().stream().filter(predicate).toList(), data());
    }

    /**
     * A new channel without a name: the same connections, which get these data instead of the item.
     *
     * @param data a plain JSON value; null, false, 0 and the empty text mean nothing special, as in Feathers, and the item is sent
     */
    default Channel send(@Nullable Object data) {
        return new AnonymousChannel(connections(), data);
    }

    /** The connections as they are now, each once, in the order in which they joined: a snapshot. */
    List<Connection> connections();

    /** How many connections there are now. */
    default int length() {
        return connections().size();
    }

    /** What its connections get instead of the item; null when nothing was set with {@link #send}. */
    default @Nullable Object data() {
        return null;
    }
}
