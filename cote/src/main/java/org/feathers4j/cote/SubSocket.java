package org.feathers4j.cote;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import org.feathers4j.json.JsonException;
import org.feathers4j.json.JsonLimits;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The receiving end of topics: connected to every publisher of its key and name space. Made by {@link CoteEngine#subSocket}. Belongs to the loop. */
public final class SubSocket extends AxonSocket {
    private static final Logger log = LoggerFactory.getLogger(SubSocket.class);

    /** Receives events, on the loop; must not block. */
    @FunctionalInterface
    public interface EventListener {
        /**
         * An event was published with these data, a JSON value.
         *
         * @return null to continue; otherwise nothing more is read from the publisher until the future completes
         */
        @Nullable
        CompletableFuture<@Nullable Void> onEvent(String event, @Nullable Object data);
    }

    private final CoteContext context;
    private final List<Topic.Subscription> subscriptions;
    private final EventListener listener;
    private final Connector connector;
    private final Traffic traffic = new Traffic();

    SubSocket(CoteContext context, List<Topic> topics, EventListener listener) {
        this.context = context;
        this.subscriptions = topics.stream().map(Topic::subscription).toList();
        this.listener = listener;
        this.connector = new Connector(context, new Publishers());
    }

    @Override
    AxonType type() {
        return AxonType.SUB;
    }

    @Override
    ComponentStatus status() {
        return connector.status(() -> traffic.toJson(() -> 0));
    }

    @Override
    Connector connector() {
        return connector;
    }

    private final class Publishers implements ReconnectingConnection.Use {
        @Override
        public void onOpen(Node node, AmpConnection connection) {}

        @Override
        public void onClosed(Node node, AmpConnection connection) {}

        @Override
        public boolean isBusy(AmpConnection connection) {
            return false;
        }

        @Override
        public void onFrame(AmpConnection connection, AmpFrame frame) {
            traffic.countIn();
            if (frame.size() == 2 && frame.argument(0) instanceof AmpArgument.Text topic)
                onPublication(connection, topic.value(), frame.argument(1));
            else context.counters().count(Counters.Counted.ODD_FRAMES);
        }
    }

    private void onPublication(AmpConnection connection, String topic, AmpArgument data) {
        for (Topic.Subscription each : subscriptions) {
            Optional<String> event = each.event(topic);
            if (event.isPresent()) deliver(connection, event.get(), data);
        }
    }

    private void deliver(AmpConnection connection, String event, AmpArgument data) {
        Object value;
        try {
            value = data.view(JsonLimits.DEFAULT);
        } catch (JsonException e) {
            if (context.countAndRemark(Counters.Counted.ODD_FRAMES, connection.remoteAddress()))
                log.warn("Ignored a '{}' event of {}: {}", event, connection, e.getMessage());
            return;
        }
        CompletableFuture<@Nullable Void> backlog = listener.onEvent(event, value);
        if (backlog != null) connection.holdUntil(backlog);
    }
}
