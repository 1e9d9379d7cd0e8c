package org.feathers4j.springboot;

import org.feathers4j.Application;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/** Up while {@code /ready} is 200, otherwise out of service, with the reasons as details. */
final class FeathersHealthIndicator implements HealthIndicator {
    private final Application app;

    FeathersHealthIndicator(Application app) {
        this.app = app;
    }

    @Override
    public Health health() {
        return app.plugin(org.feathers4j.health.Health.class)
                .map(FeathersHealthIndicator::of)
                .orElseGet(() -> Health.unknown().build());
    }

    private static Health of(org.feathers4j.health.Health health) {
        return Health.status(health.isReady() ? Status.UP : Status.OUT_OF_SERVICE)
                .withDetails(health.report())
                .build();
    }
}
