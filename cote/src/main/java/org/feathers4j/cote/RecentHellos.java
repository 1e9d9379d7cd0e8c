package org.feathers4j.cote;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Hellos that were read before: components say the same every few seconds, and a hello with the same bytes need not be parsed again. Belongs to the loop;
 * the oldest makes room.
 */
final class RecentHellos {
    /** More than that many components are read anew each time. */
    private static final int MOST = 4096;

    /** Longer hellos, in bytes, are not kept: a peer must not be able to fill the memory. */
    private static final int LARGEST = 4096;

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Known(byte[] datagram, Hello hello) {}

    private final Function<byte[], Optional<Hello>> parse;
    private final Map<Integer, Known> byHash = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Known> eldest) {
            return size() > MOST;
        }
    };

    /** @param parse reads a datagram that was not read before; equal ones always mean the same, also enciphered ones: node-discover's cipher has no salt */
    RecentHellos(Function<byte[], Optional<Hello>> parse) {
        this.parse = parse;
    }

    /** The hello in a datagram, which must not be changed any more; empty when there is none. */
    Optional<Hello> read(byte[] datagram) {
        int hash = Arrays.hashCode(datagram);
        Known known = byHash.get(hash);
        if (known != null && Arrays.equals(known.datagram(), datagram)) return Optional.of(known.hello());
        Optional<Hello> hello = parse.apply(datagram);
        if (datagram.length <= LARGEST) hello.ifPresent(read -> byHash.put(hash, new Known(datagram, read)));
        return hello;
    }
}
