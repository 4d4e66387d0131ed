/**
 * CLIP embeddings and their geometry: cosine, slerp, whitening, PCA. Pure. Start reading at {@link
 * studio.unclip.inference.embedding.Embeddings}.
 */
package studio.unclip.inference.embedding;
