package org.feathers4j.distributed;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Runs {@link Membership} on the mesh loop: takes signals from any thread, publishes the view that follows from them, and passes the effects to its observers.
 * Membership belongs to the loop; the view is read by all threads.
 */
final class MembershipLoop {
    private final MeshLoop loop;
    private final Membership membership;
    private final ProviderLog providers;
    private final List<Observer> observers = new CopyOnWriteArrayList<>();
    private volatile MeshView view = MeshView.empty();

    /** Carries out the effects of signals. Called on the mesh loop. */
    @FunctionalInterface
    interface Observer {
        /** Carries out an effect. Observers ignore the effects of other observers. */
        void onEffect(Effect effect);

        /**
         * All effects of a signal are carried out, and there is a newer view. Not called after a {@link Signal.Sign}
         * that changes no peer's state.
         */
        default void onView() {}
    }

    MembershipLoop(MeshLoop loop, Membership membership, ProviderLog providers) {
        this.loop = loop;
        this.membership = membership;
        this.providers = providers;
    }

    /** Adds an observer; each effect reaches the observers in the order in which they were added. */
    void observe(Observer observer) {
        observers.add(observer);
    }

    MeshView view() {
        return view;
    }

    /** Applies a signal on the loop, soon. */
    void tell(Signal signal) {
        loop.execute(() -> apply(signal));
    }

    /** Applies a signal. On the loop. */
    void apply(Signal signal) {
        boolean isSign = signal instanceof Signal.Sign;
        List<Set<Peer>> doubts = isSign ? membership.doubts() : List.of();
        List<Effect> effects = membership.apply(signal);
        if (isSign && membership.doubts().equals(doubts)) {
            // ten thousand calls that wait need not wake each other
            effects.forEach(this::carryOut);
            return;
        }
        // the routes first, or the first call of a new proxy would find none; then the proxies; then wake the calls
        // that wait for an owner
        Set<Route> changed = membership.changed();
        MeshView before = show();
        providers.changed(signal, before, view, changed);
        effects.forEach(this::carryOut);
        MeshView between = show();
        before.replaced().complete(null);
        between.replaced().complete(null);
        observers.forEach(Observer::onView);
    }

    private void carryOut(Effect effect) {
        for (Observer each : observers) each.onEffect(effect);
    }

    /** Publishes the present state; returns the view that it replaces. */
    private MeshView show() {
        MeshView before = view;
        view = membership.view();
        return before;
    }

    /** What each peer offers. On the loop. */
    List<PeerOffers> offersOfPeers() {
        return membership.offersOfPeers();
    }

    /** Whether another peer offers this service of ours as well. On the loop. */
    boolean othersOffer(ServiceDescriptor service) {
        return membership.othersOffer(service);
    }
}
