package org.feathers4j.channels;

import java.util.List;
import java.util.Objects;

import org.feathers4j.HookContext;
import org.feathers4j.JsonCopies;
import org.feathers4j.ServiceHandle;
import org.jspecify.annotations.Nullable;

/**
 * Copies the events of a service, so that they can be published on another thread. A call with many results emits its
 * events one after another on its own thread, which therefore owns the {@link Call} that they share: the copy is made
 * once, and the index of the next item is known without a search.
 */
final class EventSnapshots {
    /**
     * An event with its context and payload, all copied.
     *
     * @param context for the publisher, with the copy of the call
     * @param payload what clients get
     */
    record EventSnapshot(PublishContext context, Payload payload) {}

    /** A call with many results whose events are being emitted. */
    private record Call(HookContext original, HookContext copy, int next) {}

    private final ServiceHandle service;

    // one for each service: two applications may publish the same call, each at an item of its own
    @SuppressWarnings("ThreadLocalUsage")
    private final ThreadLocal<@Nullable Call> current = new ThreadLocal<>();

    EventSnapshots(ServiceHandle service) {
        this.service = service;
    }

    EventSnapshot of(String event, @Nullable Object item, @Nullable HookContext context) {
        if (context == null)
            return new EventSnapshot(
                    new PublishContext(service, event, null),
                    new Payload(JsonCopies.snapshot(item), false, null, Payload.SINGLE));
        if (!(item instanceof List) && context.result() instanceof List<?> items)
            return oneOf(items, event, item, context);
        HookContext copy = CallCopy.of(context);
        Object copiedItem = Objects.equals(item, context.result()) ? copy.result() : JsonCopies.snapshot(item);
        return snapshot(event, copiedItem, copy, Payload.SINGLE);
    }

    private EventSnapshot oneOf(List<?> items, String event, @Nullable Object item, HookContext context) {
        Call call = current.get();
        if (call == null || call.original() != context) call = new Call(context, CallCopy.of(context), 0);
        int index = indexOf(item, items, call.next());
        if (index + 1 < items.size()) current.set(new Call(context, call.copy(), index < 0 ? call.next() : index + 1));
        else current.remove();
        Object copiedItem = index >= 0 && call.copy().result() instanceof List<?> copies
                ? copies.get(index)
                : JsonCopies.snapshot(item);
        return snapshot(event, copiedItem, call.copy(), index);
    }

    private EventSnapshot snapshot(String event, @Nullable Object item, HookContext copy, int index) {
        return new EventSnapshot(
                new PublishContext(service, event, copy),
                new Payload(item, copy.hasDispatch(), copy.dispatch(), index));
    }

    /** The index of the item: almost always the next one; peers send each item with a list of its own. */
    private static int indexOf(@Nullable Object item, List<?> items, int next) {
        if (next < items.size() && Objects.equals(items.get(next), item)) return next;
        int equal = items.indexOf(item);
        return equal < 0 ? Payload.UNKNOWN : equal;
    }
}
