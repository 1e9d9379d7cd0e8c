package org.feathers4j.springboot;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;

/** A bean that says what of Spring Security's user the services see as {@code params.user}. */
@FunctionalInterface
public interface UserMapping {
    /** {@code {"id": name, "authorities": [...]}}, which holds unless there is another bean. */
    UserMapping NAME_AND_AUTHORITIES =
            authentication -> Map.of("id", authentication.getName(), "authorities", authorities(authentication));

    private static List<String> authorities(Authentication authentication) {
        return authentication.getAuthorities().stream()
                .map(GrantedAuthority::getAuthority)
                .flatMap(Stream::ofNullable)
                .sorted() // Spring has them in a set
                .toList();
    }

    /**
     * The user, plain JSON values, which travel the mesh with the calls of services. Runs on the thread of each call.
     *
     * @param authentication what the AuthenticationManager returned
     */
    Map<String, @Nullable Object> user(Authentication authentication);
}
