import { fileURLToPath } from 'node:url';

/** @type {import('next').NextConfig} */
const config = {
  // Several versions of the UI can be built side by side, each into a folder of its own.
  distDir: process.env.DANGO_UI_FOLDER || '.next',
  poweredByHeader: false,
  // On one machine it takes longer to compress the editor than to hand it over.
  compress: false,
  reactStrictMode: true,
  devIndicators: false,
  // `npm run check` checks the types; a build for a person who only wants to start Dango need not.
  typescript: { ignoreBuildErrors: true, tsconfigPath: 'tsconfig.app.json' },
  turbopack: { root: fileURLToPath(new URL('.', import.meta.url)) },
  experimental: {
    optimizePackageImports: ['@mantine/core', '@mantine/hooks', '@tabler/icons-react'],
    serverActions: { bodySizeLimit: '8mb' },
  },
};

export default config;
