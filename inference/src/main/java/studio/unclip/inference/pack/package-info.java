/**
 * Packs: models a person can install. A pack is a flat folder (or a zip of one) with {@code pack.json} and the files it
 * names; the format is described in docs/pack-format.md.
 *
 * <p>Start with {@link studio.unclip.inference.pack.PackStore} (the installed packs) and
 * {@link studio.unclip.inference.pack.Pack} (one opened pack); {@link studio.unclip.inference.pack.PackManifest} is what
 * {@code pack.json} says, as records. Everything here treats a pack as hostile until it has been verified.
 *
 * <p>May use: the JDK, Jackson, protobuf's wire reader, commons-compress. Never ONNX Runtime: a pack is judged before
 * native code sees it.
 */
package studio.unclip.inference.pack;
