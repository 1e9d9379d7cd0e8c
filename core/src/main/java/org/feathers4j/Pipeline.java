package org.feathers4j;

import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * What a service does with calls: its hooks and those of its application, ready made chains of them, and listeners for what follows. Owner of all three;
 * safe for all threads. A service that is used in several applications has one pipeline and several handles.
 */
final class Pipeline {
    private final Application app;
    private final ServiceDefinition definition;
    private final boolean isRemote;
    private final List<String> ownEvents;
    private final Listeners<ServiceListener> listeners = new Listeners<>();
    private final ReentrantLock hooksLock = new ReentrantLock();
    private volatile HookTable hooks;
    private volatile Chains chains;

    Pipeline(Application app, ServiceDefinition definition, ServiceOptions options) {
        this.app = app;
        this.definition = definition;
        this.isRemote = options.isRemote();
        this.ownEvents = options.events();
        this.hooks = options.hookTable(definition);
        this.chains = Chains.of(definition, app.hookTable(), hooks);
    }

    ServiceDefinition definition() {
        return definition;
    }

    Listeners<ServiceListener> listeners() {
        return listeners;
    }

    void hooks(Consumer<Hooks> registration) {
        var more = new Hooks();
        registration.accept(more);
        List<HookEntry> entries = more.forService(definition, isRemote);
        hooksLock.lock();
        try {
            hooks = hooks.with(entries);
        } finally {
            hooksLock.unlock();
        }
    }

    void run(HookContext context) {
        context.event(context.kind().event());
        try {
            chain(context.method()).run(context);
        } catch (RuntimeException e) {
            throw e;
        } catch (InterruptedException e) {
            throw Interruption.of(context, e);
        } catch (Exception e) {
            throw FeathersException.from(e);
        }
        emitResult(context);
    }

    private Step chain(String method) {
        HookTable appHooks = app.hookTable();
        HookTable ownHooks = hooks;
        Chains current = chains;
        if (!current.isFor(appHooks, ownHooks)) chains = current = Chains.of(definition, appHooks, ownHooks);
        return current.of(method);
    }

    private void emitResult(HookContext context) {
        String event = context.event();
        if (event == null || ownEvents.contains(event) || listeners.isEmpty(event)) return;
        if (context.result() instanceof List<?> items) emitEach(event, items, context);
        else emit(event, context.result(), context);
    }

    private void emitEach(String event, List<?> items, HookContext context) {
        int place = 0;
        for (Object item : items) {
            context.emitting(place++);
            emit(event, item, context);
        }
    }

    void emit(String event, @Nullable Object item, @Nullable HookContext context) {
        listeners.emit(event, listener -> listener.on(item, context));
    }
}
