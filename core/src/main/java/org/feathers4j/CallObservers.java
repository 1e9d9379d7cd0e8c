package org.feathers4j;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.jspecify.annotations.Nullable;

/** The observers of an application's calls, joined to one; a call of an application without reads one field. */
final class CallObservers {
    private final List<CallObserver> all = new CopyOnWriteArrayList<>();
    private volatile @Nullable CallObserver joined;
    private volatile boolean nonBlocking = true;

    /** The first one added runs outermost. */
    synchronized Registration add(CallObserver observer) {
        all.add(observer);
        join();
        return () -> remove(observer);
    }

    private synchronized void remove(CallObserver observer) {
        all.remove(observer);
        join();
    }

    private void join() {
        nonBlocking = all.stream().allMatch(each -> each.getClass().isAnnotationPresent(NonBlocking.class));
        CallObserver inner = null;
        for (CallObserver outer : List.copyOf(all).reversed()) inner = inner == null ? outer : around(outer, inner);
        joined = inner;
    }

    private static CallObserver around(CallObserver outer, CallObserver inner) {
        return new CallObserver() {
            @Override
            public void observe(HookContext context, Runnable call) {
                outer.observe(context, () -> inner.observe(context, call));
            }

            @Override
            public void observeEvent(
                    ServiceHandle service, String event, @Nullable HookContext context, Runnable delivery) {
                outer.observeEvent(
                        service, event, context, () -> inner.observeEvent(service, event, context, delivery));
            }
        };
    }

    /** Whether all of them promise not to block. */
    boolean isNonBlocking() {
        return nonBlocking;
    }

    /** Null when there is none. */
    @Nullable
    CallObserver joined() {
        return joined;
    }
}
