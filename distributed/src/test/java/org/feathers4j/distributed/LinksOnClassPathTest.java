package org.feathers4j.distributed;

import java.util.Map;

import org.feathers4j.Application;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Two links are on the class path of these tests (META-INF/services). */
class LinksOnClassPathTest {
    /** One of them. */
    public static final class Pigeons implements MeshLinkProvider {
        @Override
        public String name() {
            return "pigeons";
        }

        @Override
        public MeshLink create(Map<String, @Nullable Object> options, Map<String, String> environment) {
            return new MemoryMesh().link();
        }
    }

    /** The other one. */
    public static final class Drums implements MeshLinkProvider {
        @Override
        public String name() {
            return "drums";
        }

        @Override
        public MeshLink create(Map<String, @Nullable Object> options, Map<String, String> environment) {
            return new MemoryMesh().link();
        }
    }

    @Test
    void two_links_are_refused_by_name_unless_one_is_chosen() {
        try (var app = Application.create()) {
            assertThatThrownBy(() -> app.configure(Distribution.create()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage(
                            "There are several links to the mesh on the class path: 'drums' (%s), 'pigeons' (%s). Choose one with Distribution.create(o -> o.link(...)), or remove the others",
                            Drums.class.getName(), Pigeons.class.getName());
            assertThat(app.configure(Distribution.create(o -> o.link(new MemoryMesh().link())))
                            .peers())
                    .isEmpty();
        }
    }
}
