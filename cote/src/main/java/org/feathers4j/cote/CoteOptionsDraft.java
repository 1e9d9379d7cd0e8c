package org.feathers4j.cote;

import java.time.Duration;
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

    @Nullable
    String networkInterface;

    @Nullable
    String advertisedAddress;

    @Nullable
    RedisOptions redis;

    boolean says;
    boolean hears;

    @Nullable
    Double weight;

    boolean reuseAddr;
    Duration statusInterval;
    CoteLogs logs;
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
        networkInterface = options.networkInterface();
        advertisedAddress = options.advertisedAddress();
        redis = options.redis();
        says = options.says();
        hears = options.hears();
        weight = options.weight();
        reuseAddr = options.reuseAddr();
        statusInterval = options.statusInterval();
        logs = options.logs();
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
                networkInterface,
                advertisedAddress,
                redis,
                says,
                hears,
                weight,
                reuseAddr,
                statusInterval,
                logs,
                ports,
                limits);
    }
}
