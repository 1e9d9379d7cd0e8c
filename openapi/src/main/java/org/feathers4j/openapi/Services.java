package org.feathers4j.openapi;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.feathers4j.Application;
import org.feathers4j.ServiceHandle;
import org.feathers4j.authentication.AuthenticationService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The services of an application that clients can reach, by path. */
final class Services {
    private static final Logger log = LoggerFactory.getLogger(Services.class);

    /** Of the names of components. */
    private static final List<String> SUFFIXES = List.of("", "Data", "Update", "Patch", "Query", "Page");

    private Services() {}

    /** Reads all of them; a service with a schema that cannot be read is left out, and the log says why. */
    static List<ServiceModel> of(Application app, OpenApiOptions options) {
        boolean hasTokens = AuthenticationService.of(app).isPresent();
        var names = new HashSet<>(ErrorResponses.SCHEMAS);
        var readers = new ArrayList<ServiceReader>();
        var parts = new Parts(names);
        var handles = new ArrayList<>(app.services());
        handles.sort(Comparator.comparing(ServiceHandle::path));
        for (ServiceHandle service : handles) {
            ServiceDescription said = options.service(service.path());
            boolean isShown = options.shows(service.path())
                    && !Boolean.FALSE.equals(service.options().option(OpenApi.OPTION))
                    && !ServiceReader.methods(service, said).isEmpty();
            if (!isShown) continue;
            String written = said.name();
            String name = unique(written == null ? name(service.path()) : written, names);
            readers.add(new ServiceReader(service, said, name, hasTokens, parts));
        }
        // after all services have their names, which parts of schemas must not take
        var found = new ArrayList<ServiceModel>();
        for (ServiceReader reader : readers) {
            try {
                found.add(reader.read());
            } catch (IllegalArgumentException e) {
                log.warn("Service '{}' is not documented: {}", reader.path(), e.getMessage());
            }
        }
        return List.copyOf(found);
    }

    private static String unique(String name, Set<String> taken) {
        String unique = name;
        for (int i = 2; SUFFIXES.stream().map(unique::concat).anyMatch(taken::contains); i++) unique = name + i;
        SUFFIXES.stream().map(unique::concat).forEach(taken::add);
        return unique;
    }

    /** {@code users/:userId/messages} becomes {@code usersMessages}. */
    private static String name(String path) {
        var name = new StringBuilder();
        for (String segment : path.split("/", -1)) {
            if (segment.startsWith(":")) continue;
            for (String word : segment.split("[^A-Za-z0-9]+", -1)) {
                if (word.isEmpty()) continue;
                name.append(name.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
            }
        }
        if (name.isEmpty()) name.append("root");
        if (Character.isDigit(name.charAt(0))) name.insert(0, "service");
        return name.toString();
    }
}
