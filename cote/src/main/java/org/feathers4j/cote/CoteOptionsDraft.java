package org.feathers4j.cote;

import java.util.List;

import org.jspecify.annotations.Nullable;

/** {@link CoteOptions} while one of them is being changed, so that no change has to repeat them all. */
final class CoteOptionsDraft {
    CoteTimes times;
    String address;
    int port;
    String broadcast;

    @Nullable
    String multicast;

    int multicastTTL;
    List<String> unicast;

    @Nullable
    String key;

    String environment;

    @Nullable
    String hostName;

    boolean useHostNames;
    boolean ignoreProcess;
    PortRange ports;
    CoteLimits limits;

    CoteOptionsDraft(CoteOptions options) {
        times = options.times();
        address = options.address();
        port = options.port();
        broadcast = options.broadcast();
        multicast = options.multicast();
        multicastTTL = options.multicastTTL();
        unicast = options.unicast();
        key = options.key();
        environment = options.environment();
        hostName = options.hostName();
        useHostNames = options.useHostNames();
        ignoreProcess = options.ignoreProcess();
        ports = options.ports();
        limits = options.limits();
    }

    /** @throws IllegalArgumentException when the change makes no sense */
    CoteOptions options() {
        return new CoteOptions(
                times,
                address,
                port,
                broadcast,
                multicast,
                multicastTTL,
                unicast,
                key,
                environment,
                hostName,
                useHostNames,
                ignoreProcess,
                ports,
                limits);
    }
}
