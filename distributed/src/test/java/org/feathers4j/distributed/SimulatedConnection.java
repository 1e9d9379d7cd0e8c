package org.feathers4j.distributed;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.function.Consumer;

/** A connection of one member to another. Messages of one direction arrive in order, wait while the cable is cut or the receiver is frozen, and are lost when it breaks. */
final class SimulatedConnection {
    private final SimulatedWorld world;
    private final SimulatedMember caller;
    private final SimulatedMember provider;
    private final Map<Integer, Consumer<Reply>> pending = new LinkedHashMap<>();
    private final Way out;
    private final Way back;
    private boolean open = true;
    private int lastId;

    SimulatedConnection(SimulatedWorld world, SimulatedMember caller, SimulatedMember provider) {
        this.world = world;
        this.caller = caller;
        this.provider = provider;
        this.out = new Way(caller, provider);
        this.back = new Way(provider, caller);
    }

    /** One direction. */
    private final class Way {
        private final SimulatedMember from;
        private final SimulatedMember to;
        private final Queue<Runnable> underWay = new ArrayDeque<>();
        private boolean flowing;

        Way(SimulatedMember from, SimulatedMember to) {
            this.from = from;
            this.to = to;
        }

        void send(Runnable message) {
            underWay.add(message);
            if (!flowing) flow();
        }

        private void flow() {
            flowing = true;
            world.later(world.aWhile(), () -> {
                flowing = false;
                if (!open || underWay.isEmpty()) return;
                if (!world.isCut(from, to) && !to.isFrozen()) underWay.remove().run();
                if (!underWay.isEmpty()) world.later(pause(), this::flowIfIdle);
            });
        }

        private Duration pause() {
            return world.isCut(from, to) || to.isFrozen() ? Duration.ofMillis(200) : Duration.ZERO;
        }

        private void flowIfIdle() {
            if (!flowing) flow();
        }
    }

    boolean isOpen() {
        return open;
    }

    /** Sends a request; the result cancels it. */
    MeshLink.Call request(MeshRequest request, Consumer<Reply> onReply) {
        int id = lastId++;
        pending.put(id, onReply);
        out.send(() -> provider.onRequest(
                request,
                reply -> back.send(() -> {
                    Consumer<Reply> waiting = pending.remove(id);
                    if (waiting != null) waiting.accept(reply);
                })));
        if (world.sabotage == SimulatedWorld.Sabotage.ENDLESS_CALLS) return () -> {};
        return () -> pending.remove(id);
    }

    /** The provider says something of its services. */
    void publish(Signal message) {
        back.send(() -> caller.hear(message));
    }

    /** It breaks; those who live and can hear of it do. */
    void breakDown() {
        if (!open) return;
        open = false;
        boolean silent = !provider.isAlive() && world.isCut(provider, caller);
        if (!silent) world.later(world.aWhile(), this::tellCaller);
    }

    /** The caller gives it up. */
    void giveUp() {
        open = false;
        lose();
    }

    private void tellCaller() {
        caller.whenAwake(() -> {
            caller.onUnlinked(this);
            lose();
        });
    }

    private void lose() {
        for (Integer each : Map.copyOf(pending).keySet().stream().sorted().toList()) {
            Consumer<Reply> waiting = pending.remove(each);
            if (waiting != null) waiting.accept(new Reply.Lost(true, "the connection was closed"));
        }
    }
}
