package org.feathers4j.architecture;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;

import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/**
 * What a pom.xml says of itself, without what it inherits.
 *
 * @param dependencies all of them, of every scope
 */
record Pom(String description, List<String> modules, List<Dependency> dependencies) {

    /** @param scope "compile" where the POM says nothing */
    record Dependency(String groupId, String artifactId, String scope) {}

    static Pom read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return read(in);
        }
    }

    static Pom read(InputStream in) throws IOException {
        try {
            Element project = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(in)
                    .getDocumentElement();
            return new Pom(
                    text(project, "description", ""),
                    children(project, "modules")
                            .flatMap(modules -> children(modules, "module"))
                            .map(Element::getTextContent)
                            .toList(),
                    children(project, "dependencies")
                            .flatMap(dependencies -> children(dependencies, "dependency"))
                            .map(Pom::dependency)
                            .toList());
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException("This is no POM", e);
        }
    }

    /** What the dependencies of the POM break, one sentence each. */
    List<String> breaches(DesignedModule module, List<DesignedModule> table) {
        return dependencies.stream()
                .filter(dependency -> !dependency.scope().equals("test"))
                .filter(dependency -> !isAllowed(dependency, module, table))
                .map(dependency -> "%s may not depend on %s".formatted(module.folder(), dependency))
                .toList();
    }

    private static boolean isAllowed(Dependency dependency, DesignedModule module, List<DesignedModule> table) {
        return dependency.groupId().equals("org.feathers4j")
                ? table.stream()
                        .filter(other -> module.modules().contains(other.folder()))
                        .anyMatch(other -> other.artifactId().equals(dependency.artifactId()))
                : Stream.of(Library.values()).anyMatch(library -> module.mayUse(library) && library.has(dependency));
    }

    private static Dependency dependency(Element element) {
        return new Dependency(
                text(element, "groupId", ""), text(element, "artifactId", ""), text(element, "scope", "compile"));
    }

    private static String text(Element parent, String name, String otherwise) {
        return children(parent, name).map(Element::getTextContent).findFirst().orElse(otherwise);
    }

    private static Stream<Element> children(Element parent, String name) {
        var all = parent.getChildNodes();
        return IntStream.range(0, all.getLength())
                .mapToObj(all::item)
                .filter(Element.class::isInstance)
                .map(Element.class::cast)
                .filter(child -> child.getTagName().equals(name));
    }
}
