package org.feathers4j.cote;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Learns what the responders and publishers of its key offer, in all name spaces. Made by {@link Cote#serviceDirectory}; used by a Sockend, and announced as one.
 *
 * <pre>{@code
 * cote.serviceDirectory("sockend", o -> o.key("shop"), offers -> System.out.println(offers));
 * }</pre>
 */
public final class ServiceDirectory implements AutoCloseable {
    private static final int MOST_CHANGES = 10_000;

    /** Receives changes. */
    @FunctionalInterface
    public interface Listener {
        /** The current offers, equal ones once. Called on a virtual thread, one change after another; may block. */
        void changed(Set<Offer> offers);
    }

    private final String wireKey;
    private final Listener listener;
    private final SerialExecutor executor;
    private final Runnable onClose;
    // the loop's own
    private final Map<String, Offer> offers = new LinkedHashMap<>();
    private Set<Offer> told = Set.of();

    ServiceDirectory(Cote cote, String name, ComponentOptions options, Listener listener) {
        this.listener = listener;
        this.executor = new SerialExecutor("service directory " + name, MOST_CHANGES);
        this.wireKey = cote.context().options().wireKey(options.key());
        this.onClose = cote.watching(new Component(new Advertisement(members(name)), news, null), news);
    }

    private Map<String, @Nullable Object> members(String name) {
        var members = new LinkedHashMap<String, @Nullable Object>();
        members.put("type", "service");
        members.put("name", name);
        members.put("key", wireKey);
        members.put("axon_type", "sockend");
        return members;
    }

    private final NodeListener news = new NodeListener() {
        @Override
        public void onAdded(Node added) {
            if (!added.advertisement().key().orElse("").equals(wireKey)) return;
            Offer.of(added.advertisement()).ifPresent(offer -> {
                offers.put(added.iid(), offer);
                tell();
            });
        }

        @Override
        public void onRemoved(Node removed) {
            if (offers.remove(removed.iid()) != null) tell();
        }
    };

    private void tell() {
        Set<Offer> now = Set.copyOf(List.copyOf(offers.values()));
        if (now.equals(told)) return;
        told = now;
        executor.add(() -> listener.changed(now));
    }

    /** Stops listening. */
    @Override
    public void close() {
        onClose.run();
    }
}
