/**
 * Packs from files that others have published, with no Python: diffusers' folders become a manifest and graphs whose weights
 * stay in the published safetensors files.
 *
 * <p>Start with {@link studio.unclip.inference.published.PublishedPacks}. What a family consists of stands in its
 * {@code family.json}, its graphs lie beside that without weights; {@code modelkit.convert.published} makes both. Nothing
 * here knows a model. The folders are a stranger's: only headers and small JSON files are read, and what they say is checked
 * against the graphs before anything is written. Pickled weights are never opened. A network is run only where a family needs
 * its answer for the pack, when its graph has passed the scan that every pack's graphs pass.
 *
 * <p>May use: {@code onnx}, {@code pack}, Jackson, protobuf's wire reader.
 */
package studio.unclip.inference.published;
