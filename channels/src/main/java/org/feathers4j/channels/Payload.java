package org.feathers4j.channels;

import java.util.List;

import org.feathers4j.Truth;
import org.jspecify.annotations.Nullable;

/**
 * The data that clients get for an event, as in Feathers (packages/transport-commons/src/channels/index.ts and
 * packages/socketio-utils).
 *
 * @param item the item of the event
 * @param hasDispatch whether hooks have set a dispatch
 * @param dispatch the dispatch of the whole call; may be null
 * @param index the index of the item in the result; {@link #SINGLE} when the call has a single one
 */
record Payload(
        @Nullable Object item,
        boolean hasDispatch,
        @Nullable Object dispatch,
        int index) {
    /** The event is about the whole result of its call, or was emitted by hand. */
    static final int SINGLE = -1;
    /** One item of many with an unknown index. */
    static final int UNKNOWN = -2;

    /** The payload for a channel with these data: the first of data, dispatch and item that is set. */
    @Nullable
    Object with(@Nullable Object channelData) {
        if (Truth.of(channelData)) return one(channelData);
        return hasDispatch ? one(dispatch) : item;
    }

    /**
     * The part of the dispatch that belongs to the item, by its index. Feathers searches for an equal item, so that
     * clients get null once hooks have set a list of safe copies.
     */
    private @Nullable Object one(@Nullable Object value) {
        if (index == SINGLE || !(value instanceof List<?> list)) return value;
        return index >= 0 && index < list.size() ? list.get(index) : null;
    }
}
