package org.feathers4j.cotelink;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.feathers4j.cote.Advertisement;
import org.feathers4j.cote.CoteOptions;
import org.feathers4j.cote.DiscoveryListener;
import org.feathers4j.cote.ReqSocket;
import org.feathers4j.cote.RequestChannel;
import org.feathers4j.distributed.MeshListener;
import org.feathers4j.distributed.Peer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which other applications are there, and to which of them requests can be sent. Tells the listener in the order in which things make
 * sense: joined, linked, unlinked, left. Belongs to the loop.
 *
 * <p>An application is there while any of its main components says hello. Node counts the services subscriber alone, and so hears later of
 * others (each component has its own rhythm) and loses them sooner. The events publisher tells nothing: Node leaves it behind when an
 * application leaves (feathers-distributed, finalize).
 */
final class Peers implements DiscoveryListener, ReqSocket.Listener {
    private static final Logger log = LoggerFactory.getLogger(Peers.class);

    /** What follows when applications come and go. Called on the loop. */
    interface Consequences {
        /** Before the listener is told. */
        void onFirstOfKey(String key);

        /** After the listener was told. */
        void onJoined(Peer peer);

        /** A connection for requests to an application is about to be used. */
        void onOpening(String appUuid, RequestChannel channel);

        /** After the listener was told. */
        void onLastOfKey(String key);
    }

    private static final int LONGEST = 1000;

    private final CoteOptions options;
    private final String self;
    private final Channels channels;
    private final MeshListener listener;
    private final Consequences consequences;
    private final Map<String, Peer> byIid = new HashMap<>();
    /** The ids of the main components of each application that is there. */
    private final Map<Peer, Set<String>> there = new LinkedHashMap<>();

    Peers(CoteOptions options, String self, Channels channels, MeshListener listener, Consequences consequences) {
        this.options = options;
        this.self = self;
        this.channels = channels;
        this.listener = listener;
        this.consequences = consequences;
    }

    @Override
    public void onAdded(String id, Advertisement advertisement) {
        peerIn(advertisement).ifPresent(peer -> {
            boolean known = isThere(peer);
            boolean keyKnown = known || isKeyThere(peer.key());
            byIid.put(id, peer);
            there.computeIfAbsent(peer, unknown -> new HashSet<>()).add(id);
            if (!known) join(peer, !keyKnown);
        });
    }

    private void join(Peer peer, boolean firstOfKey) {
        log.debug("{} joined", peer);
        if (firstOfKey) consequences.onFirstOfKey(peer.key());
        listener.onJoined(peer);
        if (channels.to(peer.uuid()).isPresent()) listener.onLinked(peer);
        consequences.onJoined(peer);
    }

    @Override
    public void onRemoved(String id, Advertisement advertisement) {
        Peer peer = byIid.remove(id);
        if (peer == null) return;
        there.computeIfPresent(peer, (known, ids) -> {
            ids.remove(id);
            return ids.isEmpty() ? null : ids;
        });
        if (isThere(peer)) return;
        log.debug("{} left", peer);
        if (channels.to(peer.uuid()).isPresent()) listener.onUnlinked(peer);
        listener.onLeft(peer);
        if (!isKeyThere(peer.key())) consequences.onLastOfKey(peer.key());
    }

    @Override
    public void onOpen(Advertisement responder, RequestChannel channel) {
        String appUuid = responder.appUuid().orElse("");
        consequences.onOpening(appUuid, channel);
        if (channels.add(appUuid, channel)) peer(appUuid).ifPresent(listener::onLinked);
    }

    @Override
    public void onClosed(Advertisement responder, RequestChannel channel) {
        String appUuid = responder.appUuid().orElse("");
        if (channels.remove(appUuid, channel)) peer(appUuid).ifPresent(listener::onUnlinked);
    }

    private Optional<Peer> peer(String uuid) {
        return there.keySet().stream().filter(each -> each.uuid().equals(uuid)).findFirst();
    }

    /** By uuid and key: a restarted application has another uuid, and the key of a living one never changes. */
    private boolean isThere(Peer peer) {
        return there.containsKey(peer);
    }

    private boolean isKeyThere(String key) {
        return there.keySet().stream().anyMatch(each -> each.key().equals(key));
    }

    private boolean isOfOurEnvironment(Advertisement advertisement) {
        return advertisement.namespace().map(options::wireKey).equals(advertisement.key());
    }

    /** The application behind one of the components that tell of it. */
    private Optional<Peer> peerIn(Advertisement advertisement) {
        if (!FeathersComponents.MAIN.contains(advertisement.name()) || !isOfOurEnvironment(advertisement))
            return Optional.empty();
        return advertisement
                .appUuid()
                .filter(uuid -> uuid.length() <= LONGEST && !uuid.equals(self))
                .flatMap(uuid -> advertisement
                        .appDistributionKey()
                        .filter(key -> key.length() <= LONGEST)
                        .map(key -> new Peer(uuid, key)));
    }
}
