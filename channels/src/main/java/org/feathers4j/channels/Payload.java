package org.feathers4j.channels;

import java.util.List;

import org.feathers4j.Truth;
import org.jspecify.annotations.Nullable;

/**
 * What clients get for an event, as in Feathers (packages/transport-commons/src/channels/index.ts and packages/socketio-utils).
 *
 * @param item what the event is about
 * @param hasDispatch whether hooks have set something for clients
 * @param dispatch what they have set, for the whole call; may be null
 * @param index which item of the result it is; {@link #SINGLE} when the call has just the one
 */
record Payload(
        @Nullable Object item,
        boolean hasDispatch,
        @Nullable Object dispatch,
        int index) {
    /** The event is about the whole result of its call, or was emitted by hand. */
    static final int SINGLE = -1;
    /** One item of many, but nobody knows which. */
    static final int UNKNOWN = -2;

    /** The payload for those in a channel with these data: the data, the dispatch or the item, whichever comes first. */
    @Nullable
    Object with(@Nullable Object channelData) {
        if (Truth.of(channelData)) return one(channelData);
        return hasDispatch ? one(dispatch) : item;
    }

    /**
     * The part that belongs to the item. Feathers looks for something equal to the item, so that clients get null once hooks have made a safe list for them;
     * here it is what stands at the same place.
     */
    private @Nullable Object one(@Nullable Object value) {
        if (index == SINGLE || !(value instanceof List<?> list)) return value;
        return index >= 0 && index < list.size() ? list.get(index) : null;
    }
}
