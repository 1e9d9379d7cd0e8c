package org.feathers4j.distributed;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;

import org.feathers4j.FeathersException;

/** Makes a {@link MeshStatus} of what membership, meters and link know. */
final class StatusReport {
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final Comparator<PeerStatus> BY_KEY = Comparator.comparing(
                    (PeerStatus each) -> each.peer().key())
            .thenComparing(each -> each.peer().uuid());

    private final Peer self;
    private final MeshLoop loop;
    private final MeshLink link;
    private final MembershipLoop membership;
    private final PeerMeters meters;
    private final RemoteRequests requests;

    StatusReport(
            Peer self,
            MeshLoop loop,
            MeshLink link,
            MembershipLoop membership,
            PeerMeters meters,
            RemoteRequests requests) {
        this.self = self;
        this.loop = loop;
        this.link = link;
        this.membership = membership;
        this.meters = meters;
        this.requests = requests;
    }

    MeshStatus make(List<ServiceDescriptor> shared, long refused) {
        List<PeerOffers> offers = offers();
        Map<String, PeerDetails> details = link.details();
        MeshView view = membership.view();
        long now = loop.nanos();
        List<PeerStatus> peers = offers.stream()
                .map(each ->
                        status(each, view, now, details.getOrDefault(each.peer().uuid(), PeerDetails.UNKNOWN)))
                .sorted(BY_KEY)
                .toList();
        List<ServiceDescriptor> services = shared.stream()
                .sorted(Comparator.comparing(ServiceDescriptor::path))
                .toList();
        return new MeshStatus(self, link.description(), services, requests.stats(), refused, peers);
    }

    private List<PeerOffers> offers() {
        var answer = new CompletableFuture<List<PeerOffers>>();
        loop.execute(() -> answer.complete(membership.offersOfPeers()));
        try {
            return loop.await(answer, TIMEOUT);
        } catch (TimeoutException e) {
            throw FeathersException.unavailable("The state of the mesh was not available within %s", TIMEOUT)
                    .withCause(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw FeathersException.unavailable("Interrupted while waiting for the state of the mesh");
        }
    }

    private PeerStatus status(PeerOffers offers, MeshView view, long now, PeerDetails details) {
        CallMeter meter = meters.of(offers.peer());
        Duration heard = Duration.ofNanos(Math.max(0, now - meter.heardAt()));
        Duration hello = details.silence();
        return new PeerStatus(
                offers.peer(),
                state(offers, view),
                Duration.ofNanos(Math.max(0, now - meter.createdAt())),
                hello != null && hello.compareTo(heard) < 0 ? hello : heard,
                offers.services(),
                meter.stats(now),
                details);
    }

    private static PeerStatus.State state(PeerOffers offers, MeshView view) {
        if (!offers.linked()) return PeerStatus.State.DISCONNECTED;
        if (view.excluded().contains(offers.peer())) return PeerStatus.State.EXCLUDED;
        return view.suspected().contains(offers.peer()) ? PeerStatus.State.SUSPECTED : PeerStatus.State.CONNECTED;
    }
}
